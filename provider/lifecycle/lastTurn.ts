import { setTimeout as delay } from "node:timers/promises";
import type { RetryPolicy } from "../http/retry.ts";

/** Who may go last: a destroy can revoke the very token that it logs in with, when nothing else needs the login any more. */
export interface LastTurn {
  /** Notes that a method of this name begins; what it returns is called when the method has ended. */
  begin(method: string): () => void;
  /**
   * Waits until no other method has been under way for about a second. False, at once, in an up: the program has been
   * run then, and what it declares needs the login. Rejects when the user interrupts.
   */
  wait(policy: RetryPolicy): Promise<boolean>;
}

/** Pulumi calls these for what the program declares, and never in a destroy. */
const methodsOfPrograms: ReadonlySet<string> = new Set(["check", "create", "update"]);

/** How often in a row nothing else must be under way. */
const quietLooks = 4;

/** For one provider process, in which nothing is under way so far. */
export function createLastTurn(): LastTurn {
  let hasProgram = false;
  let underWay = 0;
  let waiting = 0;
  return {
    begin(method) {
      hasProgram ||= methodsOfPrograms.has(method);
      underWay += 1;
      return () => {
        underWay -= 1;
      };
    },
    async wait({ firstDelayMs, pause = delay }) {
      waiting += 1;
      try {
        for (let quiet = 0; quiet < quietLooks && !hasProgram; ) {
          await pause(firstDelayMs);
          quiet = underWay > waiting ? 0 : quiet + 1;
        }
        return !hasProgram;
      } finally {
        waiting -= 1;
      }
    },
  };
}
