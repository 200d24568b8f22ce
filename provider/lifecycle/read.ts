import type { ReadResult } from "@pulumi/pulumi/dynamic";
import type { JenkinsClient } from "../jenkins/jenkinsClient.ts";
import { listTokens } from "../jenkins/securityPage.ts";
import { checkToken } from "../jenkins/tokenValidity.ts";
import type { Context } from "./context.ts";
import { isGone } from "./gone.ts";
import { type State, stateSchema } from "./state.ts";

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
  if (await isGone(context, client, state))
    return hasPrevious(context, state) ? keepLost(id, properties) : gone;
  const { needsProof: _, ...proved } = properties;
  const tokenName = (await readName(client, state)) ?? state.tokenName;
  return { id, props: { ...proved, tokenName } };
}

/** A token that another controller doesn't know is still where it was made: the next up replaces it, and revokes it there. */
async function isSameController(
  { warn }: Context,
  client: JenkinsClient,
  { username, tokenName, tokenValue, url }: State,
): Promise<boolean> {
  const validity = await checkToken(client, username, tokenValue);
  if (validity.kind === "valid") return true;
  warn(
    `The token '${tokenName}' of '${username}' was made at ${url}, and doesn't work at ${client.url}, where the ` +
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

/** The token's name, read from its owner's page as the owner; undefined where the page doesn't tell. */
async function readName(
  client: JenkinsClient,
  { username, tokenUuid, tokenValue }: State,
): Promise<string | undefined> {
  const asToken = (path: string) => client.getAs({ username, apiToken: tokenValue }, path);
  const tokens = await listTokens(asToken, username);
  return tokens?.find((token) => token.tokenUuid === tokenUuid)?.tokenName;
}
