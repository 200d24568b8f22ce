// Loaded into a process with `node --import` ahead of everything else, it moves that process in time, as libfaketime
// does: the file that TEST_CLOCK_FILE names says by how many milliseconds, and may change while the process runs.

import { readFileSync } from "node:fs";

const file = process.env.TEST_CLOCK_FILE;
const RealDate = Date;

function now() {
  return RealDate.now() + Number(readFileSync(file, "utf8"));
}

if (file) {
  globalThis.Date = new Proxy(RealDate, {
    construct(target, given, newTarget) {
      return Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget);
    },
    apply: () => new RealDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
}
