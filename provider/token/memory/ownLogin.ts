import { setTimeout as delay } from "node:timers/promises";
import type { RetryPolicy } from "../../http/retry.ts";

/** Who may go last: a destroy can revoke the very token that it logs in with, when nothing else needs the login any more. */
export interface LastTurn {
  /** Notes that a method of this name begins; what it returns is called when the method has ended. */
  begin(method: string): () => void;
  /** Notes that a method has failed: what it was to do is still to be done, and needs the login. */
  fail(): void;
  /**
   * Waits until no other method has been under way for about a second. False in an up, where the program has been run and
   * what it declares needs the login, and after a failure. Rejects when the user interrupts.
   */
  wait(policy: RetryPolicy): Promise<boolean>;
}

/** Pulumi calls these for what the program declares, and never in a destroy. */
const methodsOfPrograms: ReadonlySet<string> = new Set(["check", "create", "update"]);

/** How often in a row nothing else must be under way. */
const quietLooks = 4;

/** For one provider process, in which nothing is under way so far. */
export function createLastTurn(): LastTurn {
  let isNeeded = false;
  let underWay = 0;
  let waiting = 0;
  return {
    begin(method) {
      isNeeded ||= methodsOfPrograms.has(method);
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    fail() {
      isNeeded = true;
    },
    async wait({ firstDelayMs, pause = delay }) {
      waiting += 1;
      try {
        for (let quiet = 0; quiet < quietLooks && !isNeeded; ) {
          await pause(firstDelayMs);
          quiet = underWay > waiting ? 0 : quiet + 1;
        }
        return !isNeeded;
      } finally {
        waiting -= 1;
      }
    },
  };
}
