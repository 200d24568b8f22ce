import { appendFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Reporter } from "vitest/node";

/** Keeps what the test runner itself prints, with what the tests print through it, for {@link file://./evidence.ts}. */
export default class OutputReporter implements Reporter {
  constructor({ folder }: { folder: string }) {
    const evidence = join(folder, "evidence");
    mkdirSync(evidence, { recursive: true });
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream) as (...given: unknown[]) => boolean;
      stream.write = (...given: unknown[]) => {
        const entry = { name: "output of the test runner", text: String(given[0]) };
        appendFileSync(join(evidence, "runner.jsonl"), `${JSON.stringify(entry)}\n`);
        return write(...given);
      };
    }
    process.once("exit", () => {
      rmSync(folder, { recursive: true, force: true });
    });
  }
}
