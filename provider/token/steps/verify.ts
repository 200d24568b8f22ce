import { JenkinsError } from "../../errors/jenkinsError.ts";
import { hintOf, message } from "../../errors/message.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { identifyNewToken } from "../../jenkins/identifyToken.ts";
import type { Context } from "../context.ts";
import type { Token } from "../model/state.ts";
import type { Generated } from "./generate.ts";

/** A token that exists, and what is still to be reported of it. */
export interface Verified {
  readonly token: Token;
  readonly unfinished: readonly JenkinsError[];
}

/**
 * Verifies that a generated token works for its owner. One that does not is revoked again. One of which it is not known
 * is kept: its value can't be shown a second time.
 *
 * @throws JenkinsError `wrongOwner`, `tokenRefused`: the token does not exist any more then
 */
export async function verify(
  context: Context,
  resource: string,
  client: JenkinsClient,
  { token, orphaned }: Generated,
): Promise<Verified> {
  const reported = orphaned ? [orphaned] : [];
  try {
    const failure = await verifyOrRevoke(context, client, token);
    if (!failure) return { token, unfinished: reported };
    return { token: { ...token, needsVerification: true }, unfinished: [failure, ...reported] };
  } catch (error) {
    if (orphaned) context.warn(message`${orphaned} ${hintOf(orphaned)}`, resource);
    throw error;
  }
}

/** Why it is not known whether the token works; undefined where it does. */
async function verifyOrRevoke(
  context: Context,
  client: JenkinsClient,
  token: Token,
): Promise<JenkinsError | undefined> {
  const identity = await identifyNewToken(client, context.logins, token);
  if (identity.kind === "owner") return undefined;
  if (identity.kind === "unknown") return toNotVerified(token, identity);
  try {
    await context.methods.revoke(client, token);
  } catch (cause) {
    const reason = cause instanceof JenkinsError ? cause : String(cause);
    return toNotVerified(token, { reason, cause });
  }
  const { username, tokenName } = token;
  throw identity.kind === "refused"
    ? new JenkinsError("tokenRefused", { username, tokenName })
    : new JenkinsError("wrongOwner", { username, tokenName, owner: identity.name });
}

function toNotVerified(
  { username, tokenName }: Token,
  { reason, cause }: { readonly reason: string | JenkinsError; readonly cause?: unknown },
): JenkinsError {
  return new JenkinsError("tokenNotVerified", { username, tokenName, reason }, { cause });
}
