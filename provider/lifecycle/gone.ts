import type { JenkinsClient } from "../jenkins/jenkinsClient.ts";
import { checkToken } from "../jenkins/tokenValidity.ts";
import { whoAmI } from "../jenkins/whoAmI.ts";
import { methodFor } from "../methods/choose.ts";
import { whyVanished } from "./connectedController.ts";
import type { Context } from "./context.ts";
import { toDay } from "./dates.ts";
import type { State } from "./state.ts";

/**
 * Whether a token no longer exists. One that Jenkins refuses, but may well exist, is kept, with a warning.
 *
 * @throws JenkinsError when it can't be told because of the network or the controller
 */
export async function isGone(context: Context, client: JenkinsClient, state: State): Promise<boolean> {
  const { username, tokenName, tokenValue } = state;
  const validity = await checkToken(client, username, tokenValue);
  if (validity.kind === "valid") return false;
  const doubt = await doubtOf(context, client, state);
  if (doubt !== undefined) {
    context.warn(
      `Jenkins refuses the token '${tokenName}' of '${username}', but ${doubt}. It is kept in the state.`,
    );
    return false;
  }
  const reason = await whyVanished(client);
  if (reason !== undefined) context.warn(`The token '${tokenName}' of '${username}' is gone. ${reason}`);
  return true;
}

/** Why a refused token may not be gone; undefined when it is. */
async function doubtOf(
  { now }: Context,
  client: JenkinsClient,
  { username, tokenUuid, expiresOn }: State,
): Promise<string | undefined> {
  // An expired token may still be listed. The day after counts, whatever the controller's time zone.
  if (expiresOn !== undefined && toDay(now()) > expiresOn) return undefined;
  const self = await whoAmI(client);
  if (self.kind !== "user") return `it refuses the provider's own login '${client.login}' too`;
  const tokens = await methodFor({ tokenUuid }).list(client, username);
  const isListed = tokens?.some((token) => token.tokenUuid === tokenUuid && !token.isExpired);
  return isListed ? `still lists it (${tokenUuid})` : undefined;
}
