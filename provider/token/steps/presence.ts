import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { checkToken, type Validity } from "../../jenkins/tokenValidity.ts";
import { whoAmI } from "../../jenkins/whoAmI.ts";
import { methodFor } from "../../methods/choose.ts";
import type { Context } from "../context.ts";
import { toDay } from "../model/dates.ts";
import type { State } from "../model/state.ts";
import { whyVanished } from "./connectedController.ts";

/** Whether a token works, doesn't work but may well exist, or no longer exists. */
export type Presence = "alive" | "doubtful" | "gone";

/**
 * Finds out whether a token is there. One that is doubtful is to be kept, which the user is told.
 *
 * @throws JenkinsError when it can't be told because of the network or the controller
 */
export async function presenceOf(context: Context, client: JenkinsClient, state: State): Promise<Presence> {
  const { username, tokenName, tokenValue } = state;
  const validity = await checkToken(client, username, tokenValue);
  if (validity.kind === "valid") return "alive";
  const doubt = await doubtOf(context, client, state, validity);
  if (doubt !== undefined) {
    const token = `the token '${tokenName}' of '${username}'`;
    const finding =
      validity.kind === "invalid" ? `refuses ${token}` : `takes ${token} for '${validity.owner}'`;
    context.warn(`Jenkins ${finding}, but ${doubt}. It is kept in the state.`);
    return "doubtful";
  }
  const reason = await whyVanished(client);
  if (reason !== undefined) context.warn(`The token '${tokenName}' of '${username}' is gone. ${reason}`);
  return "gone";
}

/** Why a token that doesn't work may not be gone; undefined when it is. */
async function doubtOf(
  { now }: Context,
  client: JenkinsClient,
  { username, tokenUuid, expiresOn }: State,
  { kind }: Validity,
): Promise<string | undefined> {
  // An expired token may still be listed. The day after counts, whatever the controller's time zone.
  if (expiresOn !== undefined && toDay(now()) > expiresOn) return undefined;
  const self = await whoAmI(client);
  if (self.kind !== "user") return `it refuses the provider's own login '${client.login}' too`;
  const tokens = await methodFor({ tokenUuid }).list(client, username);
  const isListed = tokens?.some((token) => token.tokenUuid === tokenUuid && !token.isExpired);
  if (isListed) return `still lists it (${tokenUuid})`;
  return !tokens && kind === "otherOwner" ? "something before it may log everybody in by itself" : undefined;
}
