import { expect, it } from "vitest";
import type { Fault } from "../../emulator/index.ts";
import { type Deed, deeds } from "../faults/deeds.ts";
import { nameOf } from "../faults/faultCase.ts";
import { goThrough } from "../faults/goThrough.ts";
import { withApiToken as login } from "../faults/logins.ts";
import { startSharedJenkins } from "../faults/sharedJenkins.ts";

// Each case waits for an answer that never comes, and the HTTP client counts in seconds: there are few, and they wait together.
const settings = { "jenkins:requestTimeoutSeconds": "0.2" };
const until = new Promise(() => {});
const isStruck = /(generateNewToken|rename|revoke|whoAmI\/api\/json)$/;

it.concurrent.each(deeds.filter(({ name }) => ["create", "rename", "delete"].includes(name)))(
  "an answer to a $name that never comes is made good, now or by the next up",
  async (deed: Deed) => {
    const shared = await startSharedJenkins(login.jenkins);
    const { requests } = await goThrough(shared, { login, deed, strikes: [] });
    for (const [index, request] of requests.entries()) {
      for (const when of isStruck.test(request) ? (["beforeEffect", "afterEffect"] as const) : []) {
        const fault: Fault = { kind: "latency", until, when };
        const strikes = [{ name: `no answer, ${when},`, fault, nth: index + 1 }];
        const once = { login, deed, strikes, settings };
        expect((await goThrough(shared, once)).errors, nameOf(once)).toEqual([]);
        await goThrough(shared, { ...once, settings: { ...settings, "jenkins:maxRetries": "0" } });
      }
    }
    await shared.jenkins.close();
  },
);
