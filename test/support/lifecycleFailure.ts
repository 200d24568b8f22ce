import { inspect } from "node:util";
import { expect } from "vitest";
import type { JenkinsErrorCode } from "../../provider/errors/catalogue.ts";
import { keepEvidence, noteUsedSecret } from "../secrets/evidence.ts";
import { shortestSecret } from "../secrets/mistakable.ts";
import { findSecrets } from "../secrets/secretScan.ts";
import { secretsIn } from "../secrets/secretsIn.ts";

const known = new Set<string>();

/** Remembers a secret of the running test file, which it uses as `what`: {@link failureOf} looks for it in every error. */
export function noteSecret(secret: string, what = "a secret"): void {
  known.add(secret);
  noteUsedSecret(secret, what);
}

/** Remembers the secrets among settings, variables or inputs. */
export function noteSecretsIn(values: object): void {
  for (const { name, value } of secretsIn(values)) noteSecret(value, name);
}

/** Keeps what can be seen of an error, to be searched for the secrets of the whole run. */
export function keepError(error: unknown): void {
  keepEvidence("an error", visibleTextOf(error));
}

/**
 * The error that a promise is rejected with. Whatever a person or a log can see of it is searched for the secrets of the
 * test file, and for the traces of a fact that was missing when the message was put together.
 */
export async function failureOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error, "it should have failed").toBeInstanceOf(Error);
  keepError(error);
  expectNoSecret(visibleTextOf(error));
  expect((error as Error).message).not.toMatch(/undefined|\[object|NaN/);
  return error as Error & Record<string, unknown>;
}

/** Fails unless a promise is rejected with this error of the catalogue, whose message holds these texts. */
export async function expectFailure(
  promise: Promise<unknown>,
  code: JenkinsErrorCode,
  ...texts: readonly (string | RegExp)[]
): Promise<Error & Record<string, unknown>> {
  const error = await failureOf(promise);
  expect(error.code, error.message).toBe(code);
  for (const text of texts) expect(error.message).toMatch(text);
  return error;
}

/** Fails where a text holds a secret of the test file, in any form that secrets travel in. */
export function expectNoSecret(text: string): void {
  // Not shown when it fails: the text would be the leak.
  const leaks = findSecrets(
    text,
    [...known].filter(({ length }) => length >= shortestSecret),
  );
  expect(leaks, "secrets that can be read in it").toEqual([]);
}

/** Message, stack, own fields and causes, all the way down. */
function visibleTextOf(error: unknown): string {
  const texts: string[] = [];
  for (let current = error; current !== undefined; current = (current as Error).cause) {
    if (!(current instanceof Error)) return [...texts, inspect(current, { depth: 10 })].join("\n");
    // The SDK hands `properties` to the engine, which encrypts what is secret of them; nobody gets to see them.
    const { properties: _, cause: __, ...fields } = current as Error & Record<string, unknown>;
    texts.push(String(current), current.message, current.stack ?? "", inspect(fields, { depth: 10 }));
  }
  return texts.join("\n");
}
