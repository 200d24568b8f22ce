import {
  defaultUsers,
  type EmbeddedJenkins,
  type EmbeddedJenkinsOptions,
  startEmbeddedJenkins,
} from "../../emulator/index.ts";
import { createStandingClock, type StandingClock } from "../scenarios/support/scenarioClock.ts";

/** An embedded Jenkins for many cases, one after the other. */
export interface SharedJenkins {
  readonly jenkins: EmbeddedJenkins;
  readonly clock: StandingClock;
  /** Makes it as new, on the first day: no tokens, sessions, connections, faults or requests. */
  renew(): void;
}

/** Starts one, which saves in no time. Starting one for each case would take longer than the case. */
export async function startSharedJenkins(options: EmbeddedJenkinsOptions = {}): Promise<SharedJenkins> {
  const clock = createStandingClock();
  const jenkins = await startEmbeddedJenkins({ clock, saveDelayMs: 0, ...options });
  return {
    jenkins,
    clock,
    renew() {
      jenkins.faults.clear();
      for (const user of defaultUsers) jenkins.addUser(user);
      jenkins.restart();
      jenkins.clearRequests();
      clock.set(0);
    },
  };
}
