import { JenkinsError } from "../errors.ts";
import type { JenkinsClient } from "../jenkins/jenkinsClient.ts";
import { checkToken, checkTokenOnce } from "../jenkins/tokenValidity.ts";
import { methodFor } from "../methods/choose.ts";
import { isLegacyUuid } from "../methods/legacy.ts";
import type { Context } from "./context.ts";

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
 * @throws JenkinsError `ownCredential`, `stillAlive`
 */
export async function revokeSurely(
  context: Context,
  client: JenkinsClient,
  token: RevocableToken,
): Promise<void> {
  const { username, tokenUuid, tokenValue } = token;
  context.secrets.add(tokenValue, username);
  if (client.isOwnSecret(tokenValue) && !(await context.lastTurn.wait(client.retryPolicy))) {
    throw new JenkinsError("ownCredential", { username, tokenUuid });
  }
  await revokeAndProve(context, client, token);
}

/** Revokes a token with whatever the client logs in with, be it the token itself. @throws JenkinsError `stillAlive` */
export async function revokeAndProve(
  context: Context,
  client: JenkinsClient,
  token: RevocableToken,
): Promise<void> {
  const { username, tokenUuid, tokenValue } = token;
  const { url } = client;
  // A legacy token that was rotated shares its slot with the new one: revoking the dead old value would kill the new.
  if (isLegacyUuid(tokenUuid) && (await checkToken(client, username, tokenValue)).kind !== "valid") return;
  await context.mutations.run({ url, username }, () => revoke(client, token));
  const validity = await checkTokenOnce(client, username, tokenValue);
  if (validity.kind === "valid" && !(await isUnlisted(client, token))) {
    throw new JenkinsError("stillAlive", { url, username, tokenUuid });
  }
}

async function revoke(client: JenkinsClient, token: RevocableToken): Promise<void> {
  try {
    await methodFor(token).revoke(client, token);
  } catch (error) {
    const isGone =
      error instanceof JenkinsError && ["unknownUser", "noApiTokenProperty"].includes(error.code);
    if (!isGone) throw error;
  }
}

/** Several tokens of a user can have one fixed value: this one is gone, though its value works on. */
async function isUnlisted(client: JenkinsClient, { username, tokenUuid }: RevocableToken): Promise<boolean> {
  const tokens = await methodFor({ tokenUuid }).list(client, username);
  return tokens !== undefined && !tokens.some((token) => token.tokenUuid === tokenUuid);
}
