import { PartialError } from "../../dynamic/partialError.ts";
import { JenkinsError } from "../../errors/catalogue.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { checkToken, type Validity } from "../../jenkins/tokenValidity.ts";
import { methodFor } from "../../methods/choose.ts";
import type { Context } from "../context.ts";
import type { Token } from "../model/state.ts";
import type { Made } from "./generate.ts";

/** What the engine is to keep of a token that isn't finished. */
interface Kept {
  readonly id: string;
  readonly outs: Readonly<Record<string, unknown>>;
  /** The serialized provider, without which the engine can't go on. */
  readonly __provider: unknown;
}

/**
 * Proves a token just made, and lets the engine keep it where it can't be told whether it works, or where it can, but
 * something else is to be told.
 *
 * @throws PartialError when the token is there and is kept; JenkinsError `wrongOwner`, `tokenRefused` when it isn't
 */
export async function proveOrKeep(
  context: Context,
  client: JenkinsClient,
  { token, leftBehind }: Made,
  { id, outs, __provider }: Kept,
): Promise<void> {
  try {
    await prove(context, client, token);
  } catch (error) {
    if (error instanceof JenkinsError && error.code === "tokenNotProved") {
      const causes = leftBehind ? [error, leftBehind] : [error];
      throw new PartialError(causes, id, { ...outs, needsProof: true, __provider });
    }
    if (leftBehind) context.warn(leftBehind.message);
    throw error;
  }
  if (leftBehind) throw new PartialError([leftBehind], id, { ...outs, __provider });
}

/**
 * Proves that a token just made works for its owner. One that doesn't is revoked again.
 *
 * @throws JenkinsError `tokenNotProved` when it can't be told, or when a bad one can't be revoked: the token is there then,
 *   and must be kept, since nobody can be told its value a second time; `wrongOwner`, `tokenRefused`
 */
async function prove(context: Context, client: JenkinsClient, token: Token): Promise<void> {
  const { username, tokenValue } = token;
  context.secrets.add(tokenValue, username);
  const validity = await checkToken(client, username, tokenValue).catch((cause: unknown) => {
    throw toNotProved(token, cause);
  });
  if (validity.kind === "valid") return;
  await context.mutations
    .run({ url: client.url, username }, () => methodFor(token).revoke(client, token))
    .catch((cause: unknown) => {
      throw toNotProved(token, cause);
    });
  throw toError(token, validity);
}

function toNotProved({ username, tokenName }: Token, cause: unknown): JenkinsError {
  const reason = cause instanceof JenkinsError ? cause.summary : String(cause);
  return new JenkinsError("tokenNotProved", { username, tokenName, reason }, { cause });
}

function toError(
  { username, tokenName }: Token,
  validity: Exclude<Validity, { kind: "valid" }>,
): JenkinsError {
  if (validity.kind === "invalid") return new JenkinsError("tokenRefused", { username, tokenName });
  return new JenkinsError("wrongOwner", { username, tokenName, owner: validity.owner });
}
