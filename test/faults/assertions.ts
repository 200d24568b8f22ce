import { expect } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import type { Properties } from "../scenarios/support/engine.ts";
import { findLeaks } from "../secrets/leaks.ts";
import { whoAmI } from "../support/jenkins.ts";
import { type Settings, tokenNames, tokensOf } from "../support/lifecycleProvider.ts";
import type { DeclaredToken } from "./declaredToken.ts";
import type { FaultCase } from "./faultCase.ts";
import type { Login } from "./logins.ts";

/** What the assertions are about. */
interface Facts {
  readonly token: DeclaredToken;
  /** What the state held before the operation. */
  readonly before: Properties | undefined;
  readonly where: string;
}

/**
 * Fails unless the state holds what is declared, and Jenkins has exactly that, and it works. Of what Jenkins has besides,
 * the user must have been informed: the names of those tokens are returned.
 */
export async function expectDeclared(
  jenkins: EmbeddedJenkins,
  { login, operation }: FaultCase,
  { token, before, where }: Facts,
): Promise<string[]> {
  const outputs = token.outputs() ?? {};
  const { tokenUuid, tokenName, tokenValue, previousTokenUuid, previousTokenValue } = outputs;
  expect(tokenName, `the name in the state after ${where}`).toBe(operation.declared.tokenName);
  // What a delete has revoked before it failed cannot be restored.
  if (operation.operation !== "destroy") {
    const previous = operation.previous && before?.[operation.previous];
    expect(previousTokenUuid, `the previous token after ${where}`).toBe(previous);
  }

  const there = tokensOf(jenkins, login.owner);
  const current = there.find(({ uuid }) => uuid === tokenUuid);
  expect(current?.name, `the name in Jenkins after ${where}`).toBe(tokenName);
  for (const value of [tokenValue, previousTokenValue].filter((each) => each !== undefined)) {
    const user = await whoAmI(jenkins.url, login.owner, String(value));
    expect(user, `the user of a token of the state after ${where}`).toEqual({
      status: 200,
      name: login.owner,
    });
  }

  const declared = there.filter(({ uuid }) => [tokenUuid, previousTokenUuid].includes(uuid));
  const left = there.filter((token) => !declared.includes(token)).map(({ name }) => name);
  for (const name of left) expectReported(jenkins, login, { name, token, where });
  expectTokens(jenkins, login, [...left, ...declared.map(({ name }) => name)], where);
  return left;
}

/** Where the effect of a request is unknown, the error names the token that may be orphaned, and where to revoke it. */
function expectReported(
  { url }: EmbeddedJenkins,
  { owner }: Login,
  { name, token, where }: Pick<Facts, "token" | "where"> & { name: string },
): void {
  const page = `${url}/user/${owner}/security/`;
  const [, ...unknown] = token.messages().split("It is unknown whether Jenkins created a token ");
  const dropped = `The token '${name}' of '${owner}' is missing. Jenkins refuses it (401), and no list shows it. If ${page}`;
  if (token.messages().includes(dropped)) return;
  const text = unknown.find((each) => each.split(`for '${owner}'`, 1)[0]?.includes(`'${name}'`)) ?? "";
  const advice = `Open ${page}, revoke the orphaned token there`;
  expect(text, `what is reported of '${name}', which is left after ${where}`).toContain(advice);
}

/** Fails unless the owner has tokens of these names, besides that of the login, and nobody else any. */
export function expectTokens(
  jenkins: EmbeddedJenkins,
  { owner }: Login,
  names: readonly string[],
  where: string,
): void {
  for (const user of ["admin", "alice", "svc"]) {
    const expected = user === owner ? names.toSorted() : [];
    expect(tokenNames(jenkins, user).toSorted(), `tokens of ${user} after ${where}`).toEqual(expected);
  }
}

/** Fails where messages show a password or a token, in any form that secrets travel in. */
export function expectNoLeak(messages: string, settings: Settings, where: string): void {
  const secrets = ["jenkins:password", "jenkins:apiToken"].flatMap((key) => {
    const value = settings[key];
    return value === undefined ? [] : [{ value, use: key }];
  });
  expect(findLeaks([{ name: where, text: messages }], secrets)).toEqual([]);
}
