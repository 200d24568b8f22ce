import type { ConnectionChoice } from "../../connection/sources.ts";
import { JenkinsError } from "../../errors/jenkinsError.ts";
import { isSameUser } from "../../jenkins/client/credentials.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { identifyNewToken, identifyToken } from "../../jenkins/identifyToken.ts";
import { whoIs } from "../../jenkins/whoAmI.ts";
import { isLegacyUuid } from "../../methods/legacy.ts";
import type { HeldToken } from "../../methods/tokenMethod.ts";
import type { Context } from "../context.ts";

/** A token that can be revoked, and verified to be. */
export interface RevocableToken extends HeldToken {
  readonly tokenValue: string;
}

/**
 * Revokes a token and verifies it by its owner's token list: Jenkins' response to a revoke says nothing. One that is missing
 * already, or whose owner is, counts as revoked. The one that the client itself logs in with is revoked by a destroy alone,
 * as the last thing it does.
 *
 * @throws JenkinsError `ownCredential`, `interrupted`, `stillActive`, `revokeOutcomeUnknown`
 */
export async function revokeAndVerify(
  context: Context,
  client: JenkinsClient,
  token: RevocableToken,
): Promise<void> {
  const isOwn = client.isOwnSecret(token.tokenValue);
  if (isOwn) await waitForLastTurn(context, client, token);
  if (isLegacyUuid(token.tokenUuid)) return revokeLegacy(context, client, token);
  const failure = await revoke(context, client, token);
  const isActive = await (isOwn ? worksStill(client, token) : existsStill(context, client, token)).catch(
    (cause: unknown) => {
      throw toUnknownOutcome(token, failure, cause);
    },
  );
  if (isActive === undefined && failure) throw toUnknownOutcome(token, failure, failure);
  if (isActive) throw failure ?? toStillActive(client, token);
  noteRevoked(context, client, token);
}

/** Ends a legacy token by changing it, unless its owner has changed it already: nobody's list identifies it. */
async function revokeLegacy(context: Context, client: JenkinsClient, token: RevocableToken): Promise<void> {
  if ((await isAccepted(context, client, token)) === false) return;
  // A response to a change says that the old value has ended.
  const failure = await revoke(context, client, token);
  if (failure && (await isAccepted(context, client, token)) !== false) throw failure;
  noteRevoked(context, client, token);
}

/** Revokes a token with itself as the login, where it works: no other login may be known there. */
export async function revokeAsItself(
  context: Context,
  url: string,
  choice: ConnectionChoice,
  token: RevocableToken,
): Promise<void> {
  const { username, tokenValue } = token;
  const client = await context.connectAs({ username, apiToken: tokenValue }, url, choice);
  const identity = await identifyNewToken(client, context.logins, token);
  if (identity.kind === "unknown" && identity.cause) throw identity.cause;
  if (identity.kind !== "owner") return;
  const failure = await revoke(context, client, token);
  // The verification is a refused login of the owner. After a first one, the response of a controller that has just accepted
  // this token must do.
  const isVerified = failure !== undefined || context.logins.mayUse({ url, username }, tokenValue);
  if (isVerified && (await worksStill(client, token))) throw failure ?? toStillActive(client, token);
  noteRevoked(context, client, token);
}

async function waitForLastTurn(
  { ownLogin }: Context,
  client: JenkinsClient,
  { username, tokenUuid }: RevocableToken,
): Promise<void> {
  const isLast = await ownLogin.mayRevokeNow(client.retryPolicy).catch((cause: unknown) => {
    throw new JenkinsError("interrupted", { url: client.url }, { cause });
  });
  if (!isLast) throw new JenkinsError("ownCredential", { username, tokenUuid });
}

/** The failure of a revoke that may have taken effect all the same; undefined where it certainly has. */
async function revoke(
  { methods }: Context,
  client: JenkinsClient,
  token: RevocableToken,
): Promise<JenkinsError | undefined> {
  try {
    await methods.revoke(client, token);
    return undefined;
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    if (error.means === "noOwner") return undefined;
    if (!error.mayHaveTakenEffect) throw error;
    return error;
  }
}

/** Whether the owner's list shows the token; where no list can be seen, whether the token still works. Undefined where nothing shows it. */
async function existsStill(
  context: Context,
  client: JenkinsClient,
  token: RevocableToken,
): Promise<boolean | undefined> {
  const { username, tokenUuid } = token;
  const list = await context.methods.tokensAfterChanges(client, { username }, tokenUuid);
  if (list.seen) return list.tokens.some((listed) => listed.tokenUuid === tokenUuid);
  return isAccepted(context, client, token);
}

/** Whether Jenkins accepts the token as a login of its owner; undefined where it isn't requested, or a gateway logs in as somebody else. */
async function isAccepted(
  context: Context,
  client: JenkinsClient,
  token: RevocableToken,
): Promise<boolean | undefined> {
  const identity = await identifyToken(client, context.logins, token);
  if (identity.kind === "unknown" && identity.cause) throw identity.cause;
  if (identity.kind === "refused") return false;
  return identity.kind === "owner" ? true : undefined;
}

/** Whether the token works as a login, in one request. */
async function worksStill(client: JenkinsClient, { username, tokenValue }: RevocableToken): Promise<boolean> {
  const identity = await whoIs(client, { username, apiToken: tokenValue });
  return identity.kind === "user" && isSameUser(identity.name, username);
}

function noteRevoked(
  { logins, ownLogin }: Context,
  { url }: JenkinsClient,
  { username, tokenValue }: RevocableToken,
): void {
  logins.noteRevoked({ url, username }, tokenValue);
  ownLogin.noteRevoked(tokenValue);
}

function toStillActive({ url }: JenkinsClient, { username, tokenUuid }: RevocableToken): JenkinsError {
  return new JenkinsError("stillActive", { url, username, tokenUuid });
}

/** Nothing verifies the revocation: the token may be revoked, and stands in the state. */
function toUnknownOutcome(
  { username, tokenUuid }: RevocableToken,
  failure: JenkinsError | undefined,
  cause: unknown,
): unknown {
  const reported = failure ?? cause;
  if (!(reported instanceof JenkinsError)) return reported;
  return new JenkinsError(
    "revokeOutcomeUnknown",
    { username, tokenUuid, reason: reported },
    { ...reported.context, cause },
  );
}
