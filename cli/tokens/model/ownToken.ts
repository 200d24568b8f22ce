import type { ListedToken } from "../../../provider/jenkins/listedToken.ts";

/**
 * Which tokens of its user may be the one that a login uses: each request counts as a use of it, so between two lists that the
 * login has requested its count has grown. Where Jenkins counts no uses, it may be any of them.
 */
export function ownCandidates(
  before: readonly ListedToken[],
  after: readonly ListedToken[],
): readonly ListedToken[] {
  const counts = new Map(before.map(({ tokenUuid, useCount }) => [tokenUuid, useCount]));
  return after.filter(({ tokenUuid, useCount }) => {
    const count = counts.get(tokenUuid);
    return count === undefined || useCount === undefined || useCount > count;
  });
}
