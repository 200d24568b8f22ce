import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { ListOwner, TokenList, TokenLists } from "../jenkins/tokenLists.ts";
import { type CreatedToken, generateBy, type MethodChoice, methodFor, type Order } from "./choose.ts";
import type { MutationQueue } from "./mutationQueue.ts";
import type { HeldToken } from "./tokenMethod.ts";

/**
 * What changes tokens, for one provider process. Changes of one user's tokens run one after the other, and the token lists
 * know of each; no caller has to see to either.
 */
export interface TokenMethods {
  /** Generates a token by the chosen method, or by the first that works. */
  generate(choice: MethodChoice, order: Order): Promise<CreatedToken>;
  /** False where the user has no such token. */
  rename(client: JenkinsClient, token: HeldToken, tokenName: string): Promise<boolean>;
  /** Jenkins' response doesn't say whether there was such a token. */
  revoke(client: JenkinsClient, token: HeldToken): Promise<void>;
  /**
   * The owner's list, requested after the last change of a token of this process, and when the changes of the owner's tokens
   * that are under way or waiting by now have ended. So many revocations at the same time need one list in all.
   */
  tokensAfterChanges(client: JenkinsClient, owner: ListOwner, tokenUuid: string): Promise<TokenList>;
}

/** The methods of one provider process. */
export function createTokenMethods({
  mutations,
  lists,
}: {
  readonly mutations: MutationQueue;
  readonly lists: TokenLists;
}): TokenMethods {
  /** What may have had an effect although it failed is a change too. */
  async function change<Result>(
    client: JenkinsClient,
    { username, tokenUuid }: { readonly username: string; readonly tokenUuid?: string },
    mutate: () => Promise<Result>,
  ): Promise<Result> {
    return mutations.run({ url: client.url, username }, async () => {
      try {
        return await mutate();
      } finally {
        lists.noteChange(client, username, tokenUuid);
      }
    });
  }

  return {
    generate(choice, order) {
      const { client, username } = order;
      const list = async () => {
        const now = await lists.tokensAfter(lists.now(), client, { username });
        return now.seen ? now.tokens : undefined;
      };
      return change(client, { username }, () => generateBy(choice, { ...order, list }));
    },
    rename: (client, token, tokenName) =>
      change(client, token, () => methodFor(client, token).rename(client, { ...token, tokenName })),
    revoke: (client, token) => change(client, token, () => methodFor(client, token).revoke(client, token)),
    async tokensAfterChanges(client, owner, tokenUuid) {
      await mutations.settled({ url: client.url, username: owner.username });
      return lists.tokensOf(client, owner, tokenUuid);
    },
  };
}
