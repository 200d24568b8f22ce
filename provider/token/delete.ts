import { JenkinsError } from "../errors/jenkinsError.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { isSameUserAt } from "../jenkins/sameUser.ts";
import { whoAmI } from "../jenkins/whoAmI.ts";
import type { Context } from "./context.ts";
import type { State } from "./model/state.ts";
import { revokeAtFormerUrl } from "./steps/formerUrl.ts";
import { isAtNewUrl } from "./steps/movedController.ts";
import { type RevocableToken, revokeAndVerify, revokeAsItself } from "./steps/revokeAndVerify.ts";

/** Revokes the token, and the previous one that an overlap kept. */
export async function deleteToken(context: Context, resource: string, state: State): Promise<void> {
  const client = await context.connect(state);
  await refuseOtherOwner(context, resource, client, state);
  // The one that the provider logs in with is the last: without it, nothing else can be revoked.
  const tokens = tokensOf(context, resource, state).sort(
    (one, other) => Number(isOwn(client, one)) - Number(isOwn(client, other)),
  );
  const isMoved = client.url !== state.url && !(await isAnyAtNewUrl(context, client, tokens));
  for (const token of tokens) {
    if (isMoved) await revokeAtFormerUrl(context, resource, state, token);
    else if (await isLockedOut(context, client)) await revokeAsItself(context, client.url, state, token);
    else await revokeAndVerify(context, client, token);
  }
  context.registry.observeDeleted(resource, state);
}

/**
 * The engine shows nothing of the old resource before the create of `pulumi up --replace`; with `deleteBeforeReplace`, the
 * delete comes first. Where the program names no owner and the login has changed in between, the new token has another
 * owner, which was not requested.
 *
 * @throws JenkinsError `ownerChanged`; the token stays
 */
async function refuseOtherOwner(
  { registry }: Context,
  resource: string,
  client: JenkinsClient,
  { url, username, tokenName }: State,
): Promise<void> {
  const owner = registry.defaultOwnerOf(resource);
  if (!owner || owner.url !== url || (await isSameUserAt(client, owner.username, username))) return;
  throw new JenkinsError("ownerChanged", { username, tokenName, owner: owner.username });
}

function tokensOf({ registry }: Context, resource: string, state: State): RevocableToken[] {
  const { username, method, tokenUuid, tokenValue, previousTokenUuid, previousTokenValue } = state;
  return [
    ...(previousTokenUuid === undefined || previousTokenValue === undefined
      ? []
      : [{ username, method, tokenUuid: previousTokenUuid, tokenValue: previousTokenValue }]),
    // A resource that got another name in the program has passed its adopted token on to that one.
    ...(registry.isHeldByOther(resource, state) ? [] : [{ username, method, tokenUuid, tokenValue }]),
  ];
}

function isOwn(client: JenkinsClient, { tokenValue }: RevocableToken): boolean {
  return client.isOwnSecret(tokenValue);
}

/** Whether the login was a token that this process has revoked before it came to the one in question. */
async function isLockedOut({ ownLogin }: Context, client: JenkinsClient): Promise<boolean> {
  return ownLogin.wasRevoked(client) && (await whoAmI(client)).kind === "refused";
}

async function isAnyAtNewUrl(
  context: Context,
  client: JenkinsClient,
  tokens: readonly RevocableToken[],
): Promise<boolean> {
  for (const token of tokens) if (await isAtNewUrl(context, client, token)) return true;
  return false;
}
