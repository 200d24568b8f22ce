import { defaultUsers, type EmbeddedJenkinsOptions, startEmbeddedJenkins } from "../../emulator/index.ts";
import { createStandingClock } from "../scenarios/support/scenarioClock.ts";

/** An embedded Jenkins for many cases, one after the other. */
export type SharedJenkins = Awaited<ReturnType<typeof startSharedJenkins>>;

/** Starts one, which saves in no time. Starting one for each case would take longer than the case. */
export async function startSharedJenkins(options: EmbeddedJenkinsOptions = {}) {
  const clock = createStandingClock();
  const jenkins = await startEmbeddedJenkins({ clock, saveDelayMs: 0, ...options });
  return {
    jenkins,
    clock,
    /** Makes it as new, on the first day: no tokens, sessions, connections, faults or requests. */
    renew() {
      jenkins.faults.clear();
      for (const user of defaultUsers) jenkins.addUser(user);
      jenkins.restart();
      jenkins.clearRequests();
      clock.set(0);
    },
  };
}
