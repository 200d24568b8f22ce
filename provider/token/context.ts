import { type Connections, createConnections } from "../connection/connections.ts";
import type { ReadConfig } from "../connection/sources.ts";
import { toPlainLine } from "../errors/plainText.ts";
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
  /** Orders the changes that several processes make to one user's tokens. Default: the processes of this machine. */
  readonly mutationLock?: MutationLock;
}

/** What all operations of one process share. */
export interface Context extends Pick<Connections, "inspect" | "connect" | "connectAs"> {
  readonly now: () => Date;
  readonly warn: (message: string, resource?: string) => void;
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

/** In characters. */
const longestWarning = 2000;

/** The context of one process. */
export function createContext(host: Host): Context {
  const { config, environment, now, warn, cancelled, mutationLock, ...timing } = host;
  const secrets = createSecrets();
  const warned = new Set<string>();
  const warnSafely = (message: string, resource = "") => {
    // The engine may check and compare a resource twice in one operation.
    const key = JSON.stringify([message, resource]);
    if (warned.has(key)) return;
    warned.add(key);
    warn(toPlainLine(secrets.redact(message), longestWarning), ...(resource ? [resource] : []));
  };
  const connections = createConnections({
    ...{ config, environment, secrets, warn: warnSafely, now, ...timing },
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
