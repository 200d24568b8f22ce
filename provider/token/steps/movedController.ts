import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { identifyToken } from "../../jenkins/identifyToken.ts";
import { isLegacyUuid } from "../../methods/legacy.ts";
import type { Context } from "../context.ts";
import type { State } from "../model/state.ts";

/** What the controller at a new URL knows of a token: by its owner's list there, where the login there may see it. */
export type Whereabouts = "listed" | "notListed" | "unseen";

/**
 * Looks for a token at the URL that its connection has now. Only the login that is configured for that URL is sent there,
 * never the token: nobody has said yet that the token belongs to that host.
 */
export async function findAtNewUrl(
  { lists }: Context,
  client: JenkinsClient,
  { username, tokenUuid }: Pick<State, "username" | "tokenUuid">,
): Promise<Whereabouts> {
  if (isLegacyUuid(tokenUuid)) return "unseen";
  const list = await lists.tokensOf(client, { username });
  if (!list.seen) return "unseen";
  return list.tokens.some((token) => token.tokenUuid === tokenUuid) ? "listed" : "notListed";
}

/** Whether the controller at the new URL has the token. Where no list shows it, the token itself is sent there. */
export async function isAtNewUrl(
  context: Context,
  client: JenkinsClient,
  token: Pick<State, "username" | "tokenUuid" | "tokenValue">,
): Promise<boolean> {
  const found = await findAtNewUrl(context, client, token);
  if (found !== "unseen") return found === "listed";
  const identity = await identifyToken(client, context.logins, token);
  if (identity.kind === "unknown" && identity.cause) throw identity.cause;
  return identity.kind === "owner";
}
