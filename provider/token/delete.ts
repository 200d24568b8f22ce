import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { whoAmI } from "../jenkins/whoAmI.ts";
import type { Context } from "./context.ts";
import { type State, stateSchema } from "./model/state.ts";
import { revokeAtFormerAddress } from "./steps/formerUrl.ts";
import { knowsToken } from "./steps/knowsToken.ts";
import { type RevocableToken, revokeAsItself, revokeSurely } from "./steps/revokeAndVerify.ts";

/** Revokes the token, and the previous one that an overlap kept alive. */
export async function deleteToken(context: Context, properties: Record<string, unknown>): Promise<void> {
  const state = stateSchema.parse(properties);
  const client = context.connect(state);
  // The one that we log in with goes last: without it, nothing else can be revoked.
  const tokens = tokensOf(context, state).sort(
    (one, other) => Number(isOwn(client, one)) - Number(isOwn(client, other)),
  );
  for (const { tokenValue } of tokens) context.secrets.add(tokenValue, state.username);
  const isMoved = client.url !== state.url && !(await isAnyKnown(client, tokens));
  for (const token of tokens) {
    if (isMoved) await revokeAtFormerAddress(context, state, token);
    else if (await isLockedOut(context, client)) await revokeAsItself(context, client.url, state, token);
    else await revokeSurely(context, client, token);
  }
  // Whoever makes the resource anew now, with the adoption still in the program, needs another token.
  if (state.adopt && !isHandedOn(context, state)) {
    context.adoptions.note(state.adopt.tokenUuid, { isReplaced: true, tokenName: state.tokenName });
  }
}

function tokensOf(context: Context, state: State): RevocableToken[] {
  const { username, tokenUuid, tokenValue, previousTokenUuid, previousTokenValue } = state;
  return [
    ...(previousTokenUuid === undefined || previousTokenValue === undefined
      ? []
      : [{ username, tokenUuid: previousTokenUuid, tokenValue: previousTokenValue }]),
    ...(isHandedOn(context, state) ? [] : [{ username, tokenUuid, tokenValue }]),
  ];
}

/** A resource that was given another name in the program has handed its adopted token on to that one. */
function isHandedOn({ adoptions }: Context, { tokenUuid, createdAt }: State): boolean {
  return adoptions.isHandedOn(tokenUuid, createdAt);
}

function isOwn(client: JenkinsClient, { tokenValue }: RevocableToken): boolean {
  return client.isOwnSecret(tokenValue);
}

/** Whether the login was a token that this process has revoked, before it came to the one in question. */
async function isLockedOut({ revoked }: Context, client: JenkinsClient): Promise<boolean> {
  const wasToken = [...revoked].some((tokenValue) => client.isOwnSecret(tokenValue));
  return wasToken && (await whoAmI(client)).kind === "refused";
}

/** Whether a controller under another address is the one that made the tokens. */
async function isAnyKnown(client: JenkinsClient, tokens: readonly RevocableToken[]): Promise<boolean> {
  for (const token of tokens) if (await knowsToken(client, token)) return true;
  return false;
}
