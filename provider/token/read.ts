import type { ReadResult } from "@pulumi/pulumi/dynamic";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { ListedToken } from "../jenkins/listedToken.ts";
import { listTokensAsOwner } from "../jenkins/tokenListPage.ts";
import { isLegacyUuid } from "../methods/legacy.ts";
import type { Context } from "./context.ts";
import { type State, stateSchema } from "./model/state.ts";
import { knowsToken } from "./steps/knowsToken.ts";
import { presenceOf } from "./steps/presence.ts";

/** What refresh returns for a token that is gone: the engine drops it, and the next up makes a new one. */
const gone: ReadResult = { id: "" };

/**
 * Looks whether the token still works, with the token itself: that takes no administrator. A name changed in the web
 * UI comes back as the name in the state, so that the next up renames the token back.
 */
export async function read(
  context: Context,
  id: string,
  properties: Record<string, unknown>,
): Promise<ReadResult> {
  const state = stateSchema.parse(properties);
  if (state.verifyOn === "never") return { id, props: properties };
  context.secrets.add(state.tokenValue, state.username);
  const client = context.connect(state);
  if (client.url !== state.url && !(await isSameController(context, client, state)))
    return { id, props: properties };
  const presence = await presenceOf(context, client, state);
  if (presence === "gone") return hasPrevious(context, state) ? keepLost(id, properties) : gone;
  const { needsProof: _, ...proved } = properties;
  const tokens = await listTokensAsOwner(client, { username: state.username, apiToken: state.tokenValue });
  const tokenName = tokens?.find(({ tokenUuid }) => tokenUuid === state.tokenUuid)?.tokenName;
  const known = presence === "alive" ? proved : properties;
  const kept = tokens && isPreviousLost(state, tokens) ? withoutPrevious(known) : known;
  return { id, props: { ...kept, tokenName: tokenName ?? state.tokenName } };
}

/** A token that another controller doesn't know is still where it was made: the next up replaces it, and revokes it there. */
async function isSameController({ warn }: Context, client: JenkinsClient, state: State): Promise<boolean> {
  if (await knowsToken(client, state)) return true;
  const { username, tokenName, url } = state;
  warn(
    `The token '${tokenName}' of '${username}' was made at ${url}, and doesn't exist at ${client.url}, where the ` +
      "connection leads now. It is kept in the state; the next up replaces it.",
  );
  return false;
}

/** Of the token that an overlap keeps alive, only the state knows: it must not be forgotten with the other one. */
function hasPrevious({ warn }: Context, { username, tokenName, previousTokenUuid }: State): boolean {
  if (previousTokenUuid === undefined) return false;
  warn(
    `The token '${tokenName}' of '${username}' is gone. It stays in the state with the previous one, until the next up ` +
      "makes a new token and revokes the previous one.",
  );
  return true;
}

function keepLost(id: string, properties: Record<string, unknown>): ReadResult {
  return { id, props: { ...properties, needsProof: true } };
}

/** Whether somebody has revoked the token that an overlap shall keep alive. A legacy one is listed by another UUID. */
function isPreviousLost({ previousTokenUuid: uuid }: State, tokens: readonly ListedToken[]): boolean {
  return uuid !== undefined && !isLegacyUuid(uuid) && !tokens.some(({ tokenUuid }) => tokenUuid === uuid);
}

function withoutPrevious({
  previousTokenUuid: _uuid,
  previousTokenValue: _value,
  previousRevokeOn: _day,
  ...current
}: Record<string, unknown>): Record<string, unknown> {
  return current;
}
