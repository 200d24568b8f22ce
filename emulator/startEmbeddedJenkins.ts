import type { AddressInfo, Server, Socket } from "node:net";
import { forgetTokensAtLogout } from "./cloudBees.ts";
import { type Controller, createController, newRun } from "./controller.ts";
import type { Faults } from "./faults/faults.ts";
import type { Build } from "./model/jobs.ts";
import type { LoginAttempt } from "./model/logins.ts";
import type { RecordedRequest } from "./model/requestLog.ts";
import type { NewToken, StoredToken, TokenOptions } from "./model/tokenStore.ts";
import type { OicSession } from "./model/users.ts";
import type { EmbeddedJenkinsOptions, UserOptions } from "./options.ts";
import { createServer } from "./server.ts";

/** A token as its user's page shows it; never a value. */
export type TokenInfo = Omit<StoredToken, "sha256" | "saved">;

/** A build that was started. */
export type BuildInfo = Build;

/** A Jenkins that listens on 127.0.0.1, and what tests and demos may do behind its back. */
export interface EmbeddedJenkins {
  /** With the context path, without a slash at the end. */
  readonly url: string;
  /** Every request so far, oldest first, in the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** What is to go wrong. */
  readonly faults: Faults;
  /** Each login with HTTP Basic or the login form, oldest first. A dead token is a refused login of its owner. */
  logins(): readonly LoginAttempt[];
  /** The failed logins of a user (by default: of everybody) that a directory counts. */
  refusedLogins(userId?: string): readonly LoginAttempt[];
  /** Forgets the requests and logins so far. */
  clearRequests(): void;
  /** A user's tokens by name; throws for an unknown user. */
  tokens(userId: string): TokenInfo[];
  /** Generates a token as the web UI does. */
  generateToken(userId: string, tokenName: string, options?: TokenOptions): NewToken;
  /** Generates many tokens, named `prefix 1` and so on. */
  generateTokens(userId: string, count: number, prefix: string): void;
  /** Changes a user's legacy token in the web UI, or generates the first one, and returns its value. */
  changeLegacyToken(userId: string): string;
  /** Renames a token in the web UI; false when there is no such token. */
  renameToken(userId: string, tokenUuid: string, tokenName: string): boolean;
  /** Revokes a token in the web UI; false when there is no such token. */
  revokeToken(userId: string, tokenUuid: string): boolean;
  /** Loses the tokens of a user, or of everybody. */
  loseTokens(userId?: string): void;
  /** Backs all tokens up, and returns what restores them as they are now. */
  backUp(): () => void;
  /** A job's builds, oldest first; throws for an unknown job. */
  builds(job: string): readonly BuildInfo[];
  addUser(user: UserOptions): void;
  /** False when there is no such user. */
  deleteUser(userId: string): boolean;
  /** Ends a user's sessions. With the realm of an operations center the user's tokens vanish. */
  logoutUser(userId: string): void;
  setPassword(userId: string, password: string | undefined): void;
  /** Locks an account as a directory does: its password and valid tokens get 401. */
  lockUser(userId: string): void;
  unlockUser(userId: string): void;
  isLocked(userId: string): boolean;
  /**
   * How a user's login by OpenID Connect stands. While it is `over`, valid tokens get 302 to the login; while the identity
   * provider is down, 401. Revoked tokens get 401 always.
   */
  setOicSession(userId: string, session: OicSession): void;
  setCrumbIssuer(on: boolean): void;
  setAdminCanGenerateNewTokens(on: boolean): void;
  setLegacyTokens(on: boolean): void;
  /** From now on no change of a user's tokens is saved, and responded to, until the returned function is called. */
  holdSaves(): () => void;
  /**
   * A restart that takes no time: sessions, crumbs and unsaved tokens are lost, connections are cut, and the session
   * cookie has another name.
   */
  restart(): void;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Starts a Jenkins on 127.0.0.1, on a free port unless `port` names one. */
export async function startEmbeddedJenkins(options: EmbeddedJenkinsOptions = {}): Promise<EmbeddedJenkins> {
  const controller = createController(options);
  const server = createServer(controller, options.tls);
  const cutConnections = trackConnections(server.server);
  await server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  const { port } = server.server.address() as AddressInfo;
  return {
    ...modelAccess(controller),
    restart() {
      controller.run = newRun();
      controller.users.forgetUnsaved();
      cutConnections();
    },
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}${controller.contextPath}`,
    close: async () => {
      const closed = server.close();
      cutConnections();
      await closed;
    },
  };
}

/** Returns what cuts every connection, also those whose TLS handshake isn't over and that HTTP hasn't heard of yet. */
function trackConnections(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

function modelAccess(controller: Controller): Omit<EmbeddedJenkins, "url" | "restart" | "close"> {
  const { users, jobs, requests, faults, logins } = controller;
  const setLocked = (userId: string, isLocked: boolean) => {
    Object.assign(users.get(userId), { isLocked, refusedLogins: 0 });
  };
  return {
    requests,
    faults,
    logins: () => [...logins.attempts],
    refusedLogins: (userId) => logins.refused(userId),
    clearRequests() {
      requests.splice(0);
      logins.attempts.splice(0);
    },
    tokens: (userId) => users.get(userId).tokens?.list().map(toTokenInfo) ?? [],
    generateToken: (userId, tokenName, options) =>
      users.tokensOf(users.get(userId)).generate(tokenName, options),
    generateTokens(userId, count, prefix) {
      const tokens = users.tokensOf(users.get(userId));
      for (let index = 1; index <= count; index += 1) tokens.generate(`${prefix} ${index}`);
    },
    changeLegacyToken: (userId) => users.tokensOf(users.get(userId)).changeLegacy(),
    renameToken: (userId, tokenUuid, tokenName) =>
      users.get(userId).tokens?.rename(tokenUuid, tokenName) ?? false,
    revokeToken: (userId, tokenUuid) => users.get(userId).tokens?.revoke(tokenUuid) ?? false,
    loseTokens(userId) {
      for (const { tokens } of userId === undefined ? users.all() : [users.get(userId)]) tokens?.revokeAll();
    },
    backUp() {
      const restores = users.all().map(({ tokens }) => tokens?.backUp());
      return () => restores.forEach((restore) => void restore?.());
    },
    builds(job) {
      const builds = jobs.builds(job);
      if (!builds) throw new RangeError(`The embedded Jenkins has no job ${job}.`);
      return builds;
    },
    addUser: (user) => void users.add(user),
    deleteUser: (userId) => users.delete(userId),
    logoutUser(userId) {
      controller.run.sessions.dropOf(users.get(userId));
      forgetTokensAtLogout(users.get(userId), controller.securityRealm);
    },
    setPassword(userId, password) {
      users.get(userId).password = password;
    },
    lockUser: (userId) => setLocked(userId, true),
    unlockUser: (userId) => setLocked(userId, false),
    isLocked: (userId) => users.get(userId).isLocked,
    setOicSession(userId, session) {
      users.get(userId).oicSession = session;
    },
    setCrumbIssuer(on) {
      controller.crumbIssuer = on;
    },
    setAdminCanGenerateNewTokens(on) {
      controller.adminCanGenerateNewTokens = on;
    },
    setLegacyTokens(on) {
      controller.legacyTokens = on;
    },
    holdSaves: () => controller.disk.hold(),
  };
}

function toTokenInfo({ sha256: _, saved: __, ...info }: StoredToken): TokenInfo {
  return { ...info };
}
