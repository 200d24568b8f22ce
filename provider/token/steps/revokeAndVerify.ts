import type { ConnectionChoice } from "../../connection/sources.ts";
import { JenkinsError } from "../../errors/catalogue.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { checkToken, checkTokenOnce } from "../../jenkins/tokenValidity.ts";
import { methodFor } from "../../methods/choose.ts";
import { isLegacyUuid } from "../../methods/legacy.ts";
import type { Context } from "../context.ts";

/** A token that can be revoked, and asked whether it is. */
export interface RevocableToken {
  readonly username: string;
  readonly tokenUuid: string;
  readonly tokenValue: string;
}

/**
 * Revokes a token, and proves with the token itself that it is dead: Jenkins' answer to a revoke says nothing. One that
 * is gone already, or whose user is, counts as revoked. The one that the client itself logs in with is revoked by a
 * destroy alone, as the last thing it does.
 *
 * @throws JenkinsError `ownCredential`, `interrupted`, `stillAlive`, `revokeUnclear`
 */
export async function revokeSurely(
  context: Context,
  client: JenkinsClient,
  token: RevocableToken,
): Promise<void> {
  const { username, tokenUuid, tokenValue } = token;
  context.secrets.add(tokenValue, username);
  if (client.isOwnSecret(tokenValue)) {
    const isLast = await context.lastTurn.wait(client.retryPolicy).catch((cause: unknown) => {
      throw new JenkinsError("interrupted", { url: client.url }, { cause });
    });
    if (!isLast) throw new JenkinsError("ownCredential", { username, tokenUuid });
  }
  await revokeAndProve(context, client, token);
}

/** Revokes a token with itself for a login, if it works: no other login may be had where that happens. */
export async function revokeAsItself(
  context: Context,
  url: string,
  choice: ConnectionChoice,
  token: RevocableToken,
): Promise<void> {
  const { username, tokenValue } = token;
  const client = context.connectAs({ username, apiToken: tokenValue }, url, choice);
  const { kind } = await checkToken(client, username, tokenValue);
  if (kind === "valid") await revokeAndProve(context, client, token);
}

/**
 * Revokes a token with whatever the client logs in with, be it the token itself.
 *
 * @throws JenkinsError `stillAlive`; `revokeUnclear` where neither Jenkins nor the token tells whether it is done
 */
async function revokeAndProve(context: Context, client: JenkinsClient, token: RevocableToken): Promise<void> {
  const { username, tokenUuid, tokenValue } = token;
  const { url } = client;
  // A legacy token that was rotated shares its slot with the new one: revoking the dead old value would kill the new.
  if (isLegacyUuid(tokenUuid) && (await checkToken(client, username, tokenValue)).kind !== "valid") return;
  const doubt = await context.mutations.run({ url, username }, () => revoke(client, token));
  const isRevoked = await isDead(client, token, doubt).catch((cause: unknown) => {
    throw toUnclear(token, doubt, cause);
  });
  if (!isRevoked) throw doubt ?? new JenkinsError("stillAlive", { url, username, tokenUuid });
  context.revoked.add(tokenValue);
}

/** The failure of a revoke that Jenkins may have carried out all the same; undefined where it certainly has. */
async function revoke(client: JenkinsClient, token: RevocableToken): Promise<JenkinsError | undefined> {
  try {
    await methodFor(token).revoke(client, token);
    return undefined;
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    if (["unknownUser", "noApiTokenProperty"].includes(error.code)) return undefined;
    if (!error.mayHaveTakenEffect) throw error;
    return error;
  }
}

async function isDead(
  client: JenkinsClient,
  token: RevocableToken,
  doubt: JenkinsError | undefined,
): Promise<boolean> {
  const { username, tokenValue } = token;
  const { kind } = await (doubt ? checkToken : checkTokenOnce)(client, username, tokenValue);
  return kind !== "valid" || (await isUnlisted(client, token));
}

/** Several tokens of a user can have one fixed value: this one is gone, though its value works on. */
async function isUnlisted(client: JenkinsClient, { username, tokenUuid }: RevocableToken): Promise<boolean> {
  const tokens = await methodFor({ tokenUuid }).list(client, username);
  return tokens !== undefined && !tokens.some((token) => token.tokenUuid === tokenUuid);
}

/** The token can't be asked either: for all that is known, it is dead, and stands in the state. */
function toUnclear(
  { username, tokenUuid }: RevocableToken,
  doubt: JenkinsError | undefined,
  cause: unknown,
): unknown {
  const failure = doubt ?? cause;
  if (!(failure instanceof JenkinsError)) return failure;
  const { summary: reason, context } = failure;
  return new JenkinsError("revokeUnclear", { username, tokenUuid, reason }, { ...context, cause });
}
