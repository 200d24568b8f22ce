import { type Connections, createConnections } from "../connection/connections.ts";
import type { ReadConfig } from "../connection/sources.ts";
import { own } from "../errors/message.ts";
import type { Shown } from "../errors/shown.ts";
import type { Pause } from "../http/retry.ts";
import { createSecrets, type Secrets } from "../http/secrets.ts";
import { createTokenListReader } from "../jenkins/readTokenList.ts";
import { createTokenLists, type TokenLists } from "../jenkins/tokenLists.ts";
import { createTokenLogins, type TokenLogins } from "../jenkins/tokenLogins.ts";
import { createMutationLock, type MutationLock } from "../methods/mutationLock.ts";
import { createMutationQueue } from "../methods/mutationQueue.ts";
import { createTokenMethods, type TokenMethods } from "../methods/tokenMethods.ts";
import { createOwnLogin, type OwnLogin } from "./memory/ownLogin.ts";
import { createRegistry, type Registry } from "./memory/registry.ts";

/** What the core needs of its surroundings. A front end provides the real ones, and tests their own. */
export interface Host {
  readonly config: ReadConfig;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Shows a warning to the user, at a resource (its URN) where it is about one. */
  readonly warn: (message: string, resource?: string) => void;
  /** Before the first retry of a request, in milliseconds. */
  readonly retryDelayMs?: number;
  /** Lets time pass; rejects when the user cancels. */
  readonly pause?: Pause;
  /** Is aborted when the user cancels: nothing waits any more then. */
  readonly cancelled?: AbortSignal;
  /** Orders the changes of several processes to one user's tokens. Default: the processes of this machine. */
  readonly mutationLock?: MutationLock;
}

/** What all operations of one process share. */
export interface Context extends Pick<Connections, "inspect" | "connect" | "connectAs"> {
  readonly now: () => Date;
  readonly warn: (message: Shown, resource?: string) => void;
  readonly secrets: Secrets;
  /** The owners' token lists: whether a token is there is read from them. */
  readonly lists: TokenLists;
  /** Which tokens may be used as logins. */
  readonly logins: TokenLogins;
  /** What generates, renames and revokes tokens. */
  readonly methods: TokenMethods;
  readonly registry: Registry;
  readonly ownLogin: OwnLogin;
}

/** The context of one process. */
export function createContext(host: Host): Context {
  const { config, environment, now, warn, cancelled, mutationLock, ...timing } = host;
  const secrets = createSecrets();
  const warned = new Set<string>();
  const warnSafely = (message: Shown, resource = "") => {
    const text = message.toText(secrets.redact);
    // The engine may check and compare a resource twice in one operation.
    const key = JSON.stringify([text, resource]);
    if (warned.has(key)) return;
    warned.add(key);
    warn(text, ...(resource ? [resource] : []));
  };
  const connections = createConnections({
    ...{ config, environment, secrets, now, ...timing },
    warn: (text) => warnSafely(own(text)),
    interruption: cancelled,
  });
  const mutations = createMutationQueue(mutationLock ?? createMutationLock(timing));
  const logins = createTokenLogins();
  const lists = createTokenLists(createTokenListReader(logins));
  return {
    now,
    warn: warnSafely,
    secrets,
    lists,
    logins,
    methods: createTokenMethods({ mutations, lists }),
    registry: createRegistry(),
    ownLogin: createOwnLogin(),
    inspect: connections.inspect,
    connect: connections.connect,
    connectAs: connections.connectAs,
  };
}
