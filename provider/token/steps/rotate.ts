import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import type { Context } from "../context.ts";
import { addDays, toDay } from "../model/dates.ts";
import type { Inputs } from "../model/inputs.ts";
import type { Token } from "../model/state.ts";
import { type Made, make } from "./generate.ts";
import { revokeSurely } from "./revokeAndVerify.ts";

/**
 * Makes a new token beside one that keeps working until its overlap ends. Still to be proved.
 *
 * An even older one, from a rotation before, is revoked first: if that fails, nothing has changed.
 */
export async function rotate(
  context: Context,
  client: JenkinsClient,
  inputs: Inputs,
  old: Token,
): Promise<Made> {
  await revokePrevious(context, client, old);
  const { token, leftBehind } = await make(context, client, {
    ...inputs,
    username: old.username,
    tokenName: inputs.tokenName ?? old.tokenName,
  });
  // A user has one legacy token: the new one has just killed the old one.
  if (token.tokenUuid === old.tokenUuid) return { token, leftBehind };
  const previous = {
    previousTokenUuid: old.tokenUuid,
    previousTokenValue: old.tokenValue,
    previousRevokeOn: addDays(toDay(new Date(token.createdAt)), inputs.overlapDays ?? 0),
  };
  return { token: { ...token, ...previous }, leftBehind };
}

/** Revokes the token that a rotation kept alive, and forgets it. */
export async function revokePrevious(context: Context, client: JenkinsClient, token: Token): Promise<Token> {
  const {
    previousTokenUuid: tokenUuid,
    previousTokenValue: tokenValue,
    previousRevokeOn,
    ...current
  } = token;
  if (tokenUuid === undefined || tokenValue === undefined) return token;
  await revokeSurely(context, client, { username: token.username, tokenUuid, tokenValue });
  return current;
}
