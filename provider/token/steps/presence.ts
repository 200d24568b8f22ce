import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { identifyToken } from "../../jenkins/identifyToken.ts";
import type { ListedToken } from "../../jenkins/listedToken.ts";
import { isSameUserAt } from "../../jenkins/sameUser.ts";
import type { TokenList } from "../../jenkins/tokenLists.ts";
import { isLegacyUuid } from "../../methods/legacy.ts";
import type { Context } from "../context.ts";
import { isExpired } from "../model/expiry.ts";
import { concludePresence } from "../model/presence.ts";
import type { State } from "../model/state.ts";
import { whyRemoved } from "./connectedController.ts";

/** What is known of a token, and why. */
export interface Finding {
  readonly kind: "active" | "expired" | "missing" | "unknown";
  /** In whole sentences; where a token is missing, only if there is a likely reason. */
  readonly reason?: string | undefined;
  /** Whether Jenkins refuses the provider's own login. */
  readonly isLoginRefused?: boolean;
  /** The owner's tokens, where they can be seen. */
  readonly listed?: readonly ListedToken[] | undefined;
}

/** Finds out whether a token exists: by its owner's token list, and by the token itself only where the list cannot be seen. */
export async function findToken(context: Context, client: JenkinsClient, state: State): Promise<Finding> {
  const { username, tokenUuid, tokenValue } = state;
  const first = await listFor(context, client, state);
  const isPastLastDay = isExpired(state, context.now());
  const isAsked = !first.seen && !isPastLastDay;
  const identity = isAsked
    ? await identifyToken(client, context.logins, { username, tokenValue })
    : undefined;
  // A controller that starts refuses good tokens. It has accepted the provider's login since, so its list can be seen now.
  const isStarting = identity?.kind === "refused" && !first.seen && first.why === "unavailable";
  const later = isStarting
    ? await context.lists.tokensAfter(context.lists.now(), client, { username })
    : undefined;
  const list = later?.seen ? later : first;
  const presence = concludePresence({
    tokenUuid,
    list,
    isPastLastDay,
    isLoginOfOwner: identity?.kind === "refused" && (await isSameUserAt(client, client.login, username)),
    identity,
  });
  const listed = list.seen ? list.tokens : undefined;
  if (typeof presence === "object")
    return { kind: "unknown", reason: presence.reason, isLoginRefused: isLoginRefused(client, list), listed };
  if (presence === "missing")
    return { kind: presence, reason: await whyRemoved(client).catch(() => undefined), listed };
  return { kind: presence, listed };
}

/** The list may also have been requested with a token of the owner's as the login. */
function isLoginRefused({ login }: JenkinsClient, list: TokenList): boolean {
  const { code, facts } = (!list.seen && list.cause) || {};
  return code === "wrongCredentials" && facts !== undefined && "login" in facts && facts.login === login;
}

/** The one legacy token of a user has no UUID by which a list would identify it. */
async function listFor({ lists }: Context, client: JenkinsClient, state: State): Promise<TokenList> {
  const { username, tokenUuid, tokenValue } = state;
  if (isLegacyUuid(tokenUuid))
    return { seen: false, why: "unreadable", reason: "A legacy token has no UUID in Jenkins." };
  return lists.tokensOf(client, { username, tokens: [{ tokenValue }] }, tokenUuid);
}
