import { createClientPool } from "../connection/clientPool.ts";
import type { Connection } from "../connection/connection.ts";
import { type ConnectionChoice, type ReadConfig, resolveConnection } from "../connection/sources.ts";
import { JenkinsError } from "../errors/catalogue.ts";
import type { Pause } from "../http/retry.ts";
import { createSecrets, type Secrets } from "../http/secrets.ts";
import type { Credentials } from "../jenkins/client/credentials.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { createTokenListReader } from "../jenkins/readTokenList.ts";
import { createTokenLists, type TokenLists } from "../jenkins/tokenLists.ts";
import { createTokenLogins, type TokenLogins } from "../jenkins/tokenLogins.ts";
import { createMutationQueue } from "../methods/mutationQueue.ts";
import { createTokenMethods, type TokenMethods } from "../methods/tokenMethods.ts";
import { createOwnLogin, type OwnLogin } from "./memory/ownLogin.ts";
import { createRegistry, type Registry } from "./memory/registry.ts";
import type { Problem } from "./model/properties.ts";

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
}

/** What a choice of connection leads to, as far as that is known without a request. */
export interface Inspection {
  /** Undefined where it is missing or wrong. */
  readonly url?: string | undefined;
  /** The user that logs in. */
  readonly username?: string | undefined;
  readonly problems: readonly Problem[];
  /** False where nothing of a connection is set anywhere. */
  readonly isConfigured: boolean;
}

/** What all operations of one process share. */
export interface Context {
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
  /** The connection for a resource with these inputs, or what is wrong with it. Sends nothing. */
  inspect(choice: ConnectionChoice): Inspection;
  /** The client for it. @throws JenkinsError `connectionMissing`, `connectionInvalid` */
  connect(choice: ConnectionChoice): Promise<JenkinsClient>;
  /** A client with another login, or at another URL, that connects as the chosen connection does. */
  connectAs(credentials: Credentials, url: string, choice: ConnectionChoice): Promise<JenkinsClient>;
}

/** The context of one process. */
export function createContext({ config, environment, now, warn, cancelled, ...timing }: Host): Context {
  const secrets = createSecrets();
  const warnSafely = (message: string, resource?: string) => warn(secrets.redact(message), resource);
  const clientOf = createClientPool({
    secrets,
    warn: warnSafely,
    now,
    environment,
    interruption: cancelled,
    ...timing,
  });
  const resolve = ({ connection, controller }: ConnectionChoice) =>
    resolveConnection({ connection, controller, config, environment });
  const mutations = createMutationQueue();
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
    inspect(choice) {
      const resolved = resolve(choice);
      if ("connection" in resolved) {
        const { url, credentials } = resolved.connection;
        clientOf(resolved.connection);
        return { url, username: credentials.username, problems: [], isConfigured: true };
      }
      const problems = resolved.problems.map(({ setting: path, reason }) => ({ path, reason }));
      return { problems, isConfigured: resolved.origin !== undefined };
    },
    connect: async (choice) => clientOf(connectionOf(resolve(choice))),
    async connectAs(credentials, url, choice) {
      const connection = connectionOf(resolve(choice));
      // Headers are what the connection's own gateway wants, and may be secret.
      const headers = url === connection.url ? connection.headers : {};
      return clientOf({ ...connection, credentials, url, headers });
    },
  };
}

function connectionOf(resolved: ReturnType<typeof resolveConnection>): Connection {
  if ("connection" in resolved) return resolved.connection;
  const { problems, origin } = resolved;
  throw origin
    ? new JenkinsError("connectionInvalid", { problems })
    : new JenkinsError("connectionMissing", {});
}
