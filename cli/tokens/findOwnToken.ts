import type { ListedToken } from "../../provider/jenkins/listedToken.ts";
import { ownCandidates } from "./model/ownToken.ts";
import type { TokenSource } from "./readTokens.ts";

/** The token that the login uses: none for a password, or one among these; `unseen` where their list can't be seen. */
export type OwnToken = { readonly among: readonly string[] } | "unseen";

/** Another token may be in use at the same time; then more lists distinguish them. */
const mostLists = 4;

/** Finds every token that may be the one that the client logs in with, by its uses: where several may be, none is safe to revoke. */
export async function findOwnToken({ client, lists }: TokenSource): Promise<OwnToken> {
  if (!client.usesApiToken) return { among: [] };
  const read = async () => lists.tokensAfter(lists.now(), client, { username: client.login });
  let list = await read();
  let candidates: readonly ListedToken[] | undefined;
  for (let count = 1; count < mostLists; count++) {
    const next = await read();
    if (!list.seen || !next.seen) return "unseen";
    const found = ownCandidates(list.tokens, next.tokens);
    const earlier = candidates?.map(({ tokenUuid }) => tokenUuid);
    candidates = found.filter(({ tokenUuid }) => earlier?.includes(tokenUuid) ?? true);
    if (candidates.length <= 1) break;
    list = next;
  }
  return { among: (candidates ?? []).map(({ tokenUuid }) => tokenUuid.toLowerCase()) };
}
