import type { JenkinsClient } from "./client/jenkinsClient.ts";
import type { ListedToken } from "./listedToken.ts";
import type { TokenListPage, UnseenPage } from "./tokenListPage.ts";

/** Whose list, and which tokens of theirs are known: one that works can be the login where the client's own may not see the list. */
export interface ListOwner {
  readonly username: string;
  readonly tokens?: readonly { readonly tokenValue: string }[];
}

/** A user's token list as it was when it was requested; or why it can't be seen. */
export type TokenList =
  | { readonly seen: true; readonly tokens: readonly ListedToken[]; readonly requestedAt: Moment }
  | ({ readonly seen: false } & UnseenPage);

/** A point in the order of events of one process; a later one is greater. */
export type Moment = number;

/** Reads a list once, over the network. */
export type ReadTokenList = (client: JenkinsClient, owner: ListOwner) => Promise<TokenListPage>;

/** The token lists that one provider process has seen: one per owner, requested again only after a change of ours. */
export interface TokenLists {
  /**
   * The owner's list, requested after this process' last change of the owner's tokens; with `tokenUuid`, after the last
   * change of that one. Shared by all callers, also while it is being read.
   */
  tokensOf(client: JenkinsClient, owner: ListOwner, tokenUuid?: string): Promise<TokenList>;
  /** A list that was requested after `moment`. Whoever waits for one at the same time shares it. */
  tokensAfter(moment: Moment, client: JenkinsClient, owner: ListOwner): Promise<TokenList>;
  /** The present moment. */
  now(): Moment;
  /** Notes that a request to change a token, or to create one, has ended. */
  noteChange(client: JenkinsClient, username: string, tokenUuid?: string): void;
}

interface Reading {
  readonly client: JenkinsClient;
  readonly requestedAt: Moment;
  /** Whether tokens of the owner were there to log in with. */
  readonly hadTokens: boolean;
  readonly list: Promise<TokenList>;
}

/** The lists of one provider process, which has seen none so far. */
export function createTokenLists(read: ReadTokenList): TokenLists {
  let present: Moment = 0;
  const readings = new Map<string, Reading[]>();
  const changes = new Map<string, Moment>();

  function startReading(key: string, client: JenkinsClient, owner: ListOwner): Reading {
    present += 1;
    const requestedAt = present;
    const list = read(client, owner).then(
      (result): TokenList =>
        "tokens" in result ? { seen: true, ...result, requestedAt } : { seen: false, ...result },
    );
    const reading = { client, requestedAt, hadTokens: hasTokens(owner), list };
    const others = readings.get(key)?.filter((other) => other.client !== client) ?? [];
    readings.set(key, [...others, reading]);
    list.catch(() => forget(key, reading)); // the next one asks again
    return reading;
  }

  function forget(key: string, reading: Reading): void {
    readings.set(key, readings.get(key)?.filter((other) => other !== reading) ?? []);
  }

  async function tokensAfter(moment: Moment, client: JenkinsClient, owner: ListOwner): Promise<TokenList> {
    const key = JSON.stringify([client.url, owner.username]);
    const isFresh = ({ requestedAt }: Reading) => requestedAt > moment;
    // What one login has seen is good for all of them.
    for (const reading of readings.get(key)?.filter(isFresh) ?? []) {
      const list = await reading.list.catch(() => undefined);
      if (list?.seen) return list;
    }
    const own = readings.get(key)?.find((reading) => reading.client === client && isFresh(reading));
    const isFinal = own && (own.hadTokens || !hasTokens(owner));
    return (isFinal ? own : startReading(key, client, owner)).list;
  }

  return {
    tokensAfter,
    tokensOf(client, owner, tokenUuid) {
      const changedAt = changes.get(toChangeKey(client, owner.username, tokenUuid)) ?? -1;
      return tokensAfter(changedAt, client, owner);
    },
    now: () => present,
    noteChange(client, username, tokenUuid) {
      changes.set(toChangeKey(client, username, undefined), present);
      if (tokenUuid !== undefined) changes.set(toChangeKey(client, username, tokenUuid), present);
    },
  };
}

/** User IDs differ in case where a program writes them so; a change counts for all of them. */
function toChangeKey({ url }: JenkinsClient, username: string, tokenUuid: string | undefined): string {
  return JSON.stringify([url, username.toLowerCase(), tokenUuid]);
}

function hasTokens({ tokens = [] }: ListOwner): boolean {
  return tokens.length > 0;
}
