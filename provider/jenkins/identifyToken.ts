import { JenkinsError } from "../errors/jenkinsError.ts";
import { isSameUser } from "./client/credentials.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { requireUp } from "./controller.ts";
import type { TokenLogins } from "./tokenLogins.ts";
import { type Identity, whoAmI, whoIs } from "./whoAmI.ts";

/** Whom Jenkins takes a token for. */
export type TokenIdentity =
  | { readonly kind: "owner" }
  /** Somebody else, or nobody in particular: `anonymous`. */
  | { readonly kind: "otherUser"; readonly name: string }
  /** A 401 from a controller that accepts the client's own login. */
  | { readonly kind: "refused" }
  | UnknownIdentity;

/** The token may work or not. */
interface UnknownIdentity {
  readonly kind: "unknown";
  /** In whole sentences. */
  readonly reason: string;
  readonly cause?: JenkinsError | undefined;
}

/** A token as a login. */
export interface TokenLogin {
  readonly username: string;
  readonly tokenValue: string;
}

/**
 * Requests the user that Jenkins identifies by a token. A refused one is a failed login of its owner, so it is requested once, and not at all
 * where another token of the owner was refused before in this process.
 */
export async function identifyToken(
  client: JenkinsClient,
  logins: TokenLogins,
  token: TokenLogin,
): Promise<TokenIdentity> {
  const { username, tokenValue } = token;
  const owner = { url: client.url, username };
  if (logins.isDead(owner, tokenValue)) return { kind: "refused" };
  if (logins.wasRefused(owner, tokenValue)) return orUnknown(() => controlRefusal(client, logins, token));
  if (logins.mayUse(owner, tokenValue)) return identifyNewToken(client, logins, token);
  const reason =
    `Jenkins has just refused another token of '${username}' (401). This one is not sent: each refused login brings the ` +
    "account nearer to being locked.";
  return { kind: "unknown", reason };
}

/** As {@link identifyToken}, for a token that was just created: it is expected to work, so it is requested in any case. */
export async function identifyNewToken(
  client: JenkinsClient,
  logins: TokenLogins,
  token: TokenLogin,
): Promise<TokenIdentity> {
  const { username, tokenValue } = token;
  const owner = { url: client.url, username };
  const ask = async () => toTokenIdentity(await whoIs(client, { username, apiToken: tokenValue }), username);
  return orUnknown(async () => {
    const identity = await askAgainOnceUp(client, ask);
    if (identity.kind === "owner") logins.noteAccepted(owner, tokenValue);
    if (identity.kind !== "refused") return identity;
    logins.noteRefused(owner, tokenValue);
    return controlRefusal(client, logins, token);
  });
}

/** A controller whose identity provider is down refuses good tokens too: its word counts where it accepts our login. */
async function controlRefusal(
  client: JenkinsClient,
  logins: TokenLogins,
  { username, tokenValue }: TokenLogin,
): Promise<TokenIdentity> {
  const self = await whoAmI(client);
  if (self.kind !== "user") return toOwnLoginRefused(client);
  logins.noteDead({ url: client.url, username }, tokenValue);
  return { kind: "refused" };
}

async function orUnknown(identify: () => Promise<TokenIdentity>): Promise<TokenIdentity> {
  try {
    return await identify();
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    const reason = error.code === "webSessionOver" ? `${error.summary} ${error.hint}` : error.summary;
    return { kind: "unknown", reason, cause: error };
  }
}

/** While a controller starts, it refuses good tokens, and other requests a moment later find it starting. */
async function askAgainOnceUp(
  client: JenkinsClient,
  ask: () => Promise<TokenIdentity>,
): Promise<TokenIdentity> {
  const first = await ask();
  if (first.kind !== "refused") return first;
  const isStarting = await whoAmI(client, { isRetried: false }).then(
    () => false,
    (error: unknown) => error instanceof JenkinsError && error.isRetryable,
  );
  if (!isStarting) return first;
  await requireUp(client);
  return ask();
}

function toTokenIdentity(identity: Identity, username: string): TokenIdentity {
  if (identity.kind === "refused") return { kind: "refused" };
  const name = identity.kind === "user" ? identity.name : "anonymous";
  return isSameUser(name, username) ? { kind: "owner" } : { kind: "otherUser", name };
}

function toOwnLoginRefused({ url, login }: JenkinsClient): UnknownIdentity {
  const reason = `Jenkins refuses the token (401), and the provider's own login '${login}' too.`;
  return { kind: "unknown", reason, cause: new JenkinsError("wrongCredentials", { url, login }) };
}
