import { setTimeout as delay } from "node:timers/promises";
import type { RetryPolicy } from "../../http/retry.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";

/**
 * The token that the provider itself logs in with, where the stack manages it. A destroy can revoke it only when no other
 * operation needs the login any more.
 */
export interface OwnLogin {
  /** An operation of this name begins. Call the result when it has ended. */
  begin(operation: string): () => void;
  /** An operation has failed: it will be repeated, and needs the login then. */
  failed(): void;
  /**
   * Waits until no other operation has been running for about a second. False in an up, where the resources that the
   * program declares need the login, and after a failure. Rejects when the user cancels.
   */
  mayRevokeNow(policy: RetryPolicy): Promise<boolean>;
  /** This process has revoked a token of this value. */
  noteRevoked(tokenValue: string): void;
  /** Whether this process has revoked the token that the client logs in with. */
  wasRevoked(client: JenkinsClient): boolean;
}

/** Pulumi calls these for what the program declares, and never in a destroy. */
const operationsOfPrograms: ReadonlySet<string> = new Set(["check", "create", "update"]);

/** How often in a row no other operation must be running. */
const quietChecks = 4;

/** For one process, in which no operation runs so far. */
export function createOwnLogin(): OwnLogin {
  const revoked = new Set<string>();
  let isNeeded = false;
  let running = 0;
  let waiting = 0;
  return {
    begin(operation) {
      isNeeded ||= operationsOfPrograms.has(operation);
      running += 1;
      return () => {
        running -= 1;
      };
    },
    failed() {
      isNeeded = true;
    },
    async mayRevokeNow({ firstDelayMs, pause = delay }) {
      waiting += 1;
      try {
        for (let quiet = 0; quiet < quietChecks && !isNeeded; ) {
          await pause(firstDelayMs);
          quiet = running > waiting ? 0 : quiet + 1;
        }
        return !isNeeded;
      } finally {
        waiting -= 1;
      }
    },
    noteRevoked: (tokenValue) => void revoked.add(tokenValue),
    wasRevoked: (client) => [...revoked].some((tokenValue) => client.isOwnSecret(tokenValue)),
  };
}
