import { JenkinsError } from "../../errors/jenkinsError.ts";
import { message } from "../../errors/message.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import type { Context } from "../context.ts";
import { addDays, toDay } from "../model/dates.ts";
import type { Inputs } from "../model/inputs.ts";
import type { Token } from "../model/state.ts";
import { generate } from "./generate.ts";
import { revokeAndVerify } from "./revokeAndVerify.ts";
import { type Verified, verify } from "./verify.ts";

/**
 * Generates and verifies a new token beside one that keeps working until its overlap ends. The older one gets its last day
 * as a suffix of its name, so that a person can distinguish the two in Jenkins.
 *
 * An even older one, from the rotation before, is revoked first: if that fails, nothing has changed.
 */
export async function rotate(
  context: Context,
  resource: string,
  client: JenkinsClient,
  inputs: Inputs,
  old: Token,
): Promise<Verified> {
  await revokePrevious(context, client, old);
  const { username, tokenName } = old;
  const generated = await generate(context, resource, client, { tokenName, ...inputs, username });
  const { token, unfinished } = await verify(context, resource, client, generated);
  // A user has one legacy token: the new one has just ended the old one.
  if (token.tokenUuid === old.tokenUuid) return { token, unfinished };
  const previousRevokeOn = addDays(toDay(new Date(token.createdAt)), inputs.overlapDays ?? 0);
  await markAsPrevious(context, resource, client, old, previousRevokeOn);
  const previous = { previousTokenUuid: old.tokenUuid, previousTokenValue: old.tokenValue, previousRevokeOn };
  return { token: { ...token, ...previous }, unfinished };
}

/** A name is for people only: where it cannot be changed, a warning reports it, and the rotation continues. */
async function markAsPrevious(
  context: Context,
  resource: string,
  client: JenkinsClient,
  old: Token,
  revokeOn: string,
): Promise<void> {
  const { username, tokenUuid } = old;
  try {
    await context.methods.rename(client, old, `${old.tokenName} (until ${revokeOn})`);
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    context.warn(
      message`The previous token ${tokenUuid} of '${username}' keeps its name, since Jenkins could not rename it: ${error}`,
      resource,
    );
  }
}

/** Revokes the token that a rotation kept, and removes it from the state. */
export async function revokePrevious(context: Context, client: JenkinsClient, token: Token): Promise<Token> {
  const {
    previousTokenUuid: tokenUuid,
    previousTokenValue: tokenValue,
    previousRevokeOn,
    ...current
  } = token;
  if (tokenUuid === undefined || tokenValue === undefined) return token;
  const { username, method } = token;
  await revokeAndVerify(context, client, { username, tokenUuid, tokenValue, method });
  return current;
}
