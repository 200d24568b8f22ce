import { createClientPool } from "../connection/clientPool.ts";
import type { Connection } from "../connection/connection.ts";
import {
  type ConnectionChoice,
  type ReadConfig,
  type ResolvedConnection,
  resolveConnection,
} from "../connection/sources.ts";
import { JenkinsError } from "../errors/catalogue.ts";
import type { Pause } from "../http/retry.ts";
import { createSecrets, type Secrets } from "../http/secrets.ts";
import type { Credentials } from "../jenkins/client/credentials.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { createTokenListReader } from "../jenkins/readTokenList.ts";
import { createTokenLists, type TokenLists } from "../jenkins/tokenLists.ts";
import { createTokenLogins, type TokenLogins } from "../jenkins/tokenLogins.ts";
import { createMutationQueue, type MutationQueue } from "../methods/mutationQueue.ts";
import { createTokenMethods, type TokenMethods } from "../methods/tokenMethods.ts";
import { type Adoptions, createAdoptions } from "./memory/adoptions.ts";
import { createLegacyOwners, type LegacyOwners } from "./memory/legacyOwners.ts";
import { createLastTurn, type LastTurn } from "./memory/ownLogin.ts";
import { createRotations, type Rotations } from "./memory/rotations.ts";

/** What the lifecycle needs of the world; everything has a real default, and tests set their own. */
export interface World {
  readonly config: ReadConfig;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Shows a warning to the user; Pulumi makes a diagnostic of what a provider prints. */
  readonly warn: (message: string) => void;
  /** Before the first retry of a request, in milliseconds. */
  readonly retryDelayMs?: number;
  /** Lets time pass; rejects when the user interrupts. */
  readonly pause?: Pause;
  /** Is aborted when the user interrupts: nothing waits any more then. */
  readonly interruption?: AbortSignal;
}

/** What all methods of one provider process share. */
export interface Context {
  readonly now: () => Date;
  readonly warn: (message: string) => void;
  readonly secrets: Secrets;
  /** The owners' token lists: whether a token is there is read from them. */
  readonly lists: TokenLists;
  /** Which tokens may be used as logins. */
  readonly logins: TokenLogins;
  /** What generates, renames and revokes tokens. */
  readonly methods: TokenMethods;
  readonly mutations: MutationQueue;
  readonly adoptions: Adoptions;
  readonly legacyOwners: LegacyOwners;
  readonly rotations: Rotations;
  readonly lastTurn: LastTurn;
  /** The values of the tokens that this process has revoked. */
  readonly revoked: Set<string>;
  /** The connection for a resource with these inputs, or what is wrong with it. */
  resolve(choice: ConnectionChoice): ResolvedConnection;
  /** The client for it. @throws JenkinsError `connectionMissing`, `connectionInvalid` */
  connect(choice: ConnectionChoice): JenkinsClient;
  /** A client with another login, or at another URL, that travels as the chosen connection does. */
  connectAs(credentials: Credentials, url: string, choice: ConnectionChoice): JenkinsClient;
}

/** The context of one provider process. */
export function createContext({ config, environment, now, warn, ...timing }: World): Context {
  const secrets = createSecrets();
  const warnSafely = (message: string) => warn(secrets.redact(message));
  const clientOf = createClientPool({ secrets, warn: warnSafely, now, environment, ...timing });
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
    mutations,
    adoptions: createAdoptions(),
    legacyOwners: createLegacyOwners(),
    rotations: createRotations(),
    lastTurn: createLastTurn(),
    revoked: new Set(),
    resolve,
    connect: (choice) => clientOf(connectionOf(resolve(choice))),
    connectAs(credentials, url, choice) {
      const connection = connectionOf(resolve(choice));
      // Headers are what the connection's own gateway wants, and may be secret.
      const headers = url === connection.url ? connection.headers : {};
      return clientOf({ ...connection, credentials, url, headers });
    },
  };
}

function connectionOf(resolved: ResolvedConnection): Connection {
  if ("connection" in resolved) return resolved.connection;
  const { problems, origin } = resolved;
  throw origin
    ? new JenkinsError("connectionInvalid", { problems })
    : new JenkinsError("connectionMissing", {});
}
