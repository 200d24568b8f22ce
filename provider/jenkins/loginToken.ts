import type { JenkinsClient } from "./client/jenkinsClient.ts";
import type { ListedToken } from "./listedToken.ts";
import type { TokenList, TokenLists } from "./tokenLists.ts";

/**
 * The API token with which a client logs in, as its user's list shows it; undefined where that is unknown. Only candidates
 * are looked for, with a second list where there is one: each request counts as a use of the token that logs in.
 */
export async function findLoginToken(
  lists: TokenLists,
  client: JenkinsClient,
  isCandidate: (token: ListedToken) => boolean = () => true,
): Promise<ListedToken | undefined> {
  const owner = { username: client.login };
  const list = await lists.tokensOf(client, owner);
  const candidates = tokensIn(list).filter((token) => token.isUsed !== false && isCandidate(token));
  if (candidates.length === 0) return undefined;
  const later = tokensIn(await lists.tokensAfter(lists.now(), client, owner));
  return candidates.find((candidate) => isInUse(candidate, later));
}

function tokensIn(list: TokenList): readonly ListedToken[] {
  return list.seen ? list.tokens : [];
}

/** Whether a token was used since. Where Jenkins counts no uses, the only token of the user is the one. */
function isInUse({ tokenUuid, useCount }: ListedToken, later: readonly ListedToken[]): boolean {
  const after = later.find((token) => token.tokenUuid === tokenUuid)?.useCount;
  if (after === undefined || useCount === undefined) return later.length === 1;
  return after > useCount;
}
