import { expect, it } from "vitest";
import type { Fault } from "../../emulator/index.ts";
import { nameOf } from "../faults/faultCase.ts";
import { type FaultOperation, faultOperations } from "../faults/faultOperations.ts";
import { goThrough } from "../faults/goThrough.ts";
import { withApiToken as login } from "../faults/logins.ts";
import { startSharedJenkins } from "../faults/sharedJenkins.ts";

// Each case waits for a response that never comes, and the HTTP client counts in seconds: there are few, and they wait together.
const settings = { "jenkins:requestTimeoutSeconds": "0.2" };
const until = new Promise(() => {});
const isTested = /(generateNewToken|rename|revoke|whoAmI\/api\/json)$/;

it.concurrent.each(faultOperations.filter(({ name }) => ["create", "rename", "delete"].includes(name)))(
  "a response to a $name that never comes is repaired, now or by the next up",
  async (operation: FaultOperation) => {
    const shared = await startSharedJenkins(login.jenkins);
    const { requests } = await goThrough(shared, { login, operation, injections: [] });
    for (const [index, request] of requests.entries()) {
      for (const when of isTested.test(request) ? (["beforeEffect", "afterEffect"] as const) : []) {
        const fault: Fault = { kind: "latency", until, when };
        const injections = [{ name: `no response, ${when},`, fault, nth: index + 1 }];
        const once = { login, operation, injections, settings };
        expect((await goThrough(shared, once)).errors, nameOf(once)).toEqual([]);
        await goThrough(shared, { ...once, settings: { ...settings, "jenkins:maxRetries": "0" } });
      }
    }
    await shared.jenkins.close();
  },
);
