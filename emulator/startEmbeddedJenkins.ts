import type { AddressInfo, Server, Socket } from "node:net";
import { forgetTokensAtLogout } from "./cloudBees.ts";
import { type Controller, createController, newRun } from "./controller.ts";
import type { RecordedRequest } from "./model/requestLog.ts";
import type { StoredToken, TokenOptions } from "./model/tokenStore.ts";
import type { OicSession } from "./model/users.ts";
import type { EmbeddedJenkinsOptions, UserOptions } from "./options.ts";
import { createServer } from "./server.ts";

/** A Jenkins that listens on 127.0.0.1, and what tests and demos may do behind its back. Each method throws for an unknown user. */
export type EmbeddedJenkins = Awaited<ReturnType<typeof startEmbeddedJenkins>>;

/** Starts a Jenkins on 127.0.0.1, on a free port unless `port` names one. */
export async function startEmbeddedJenkins(options: EmbeddedJenkinsOptions = {}) {
  const controller = createController(options);
  const server = createServer(controller, options.tls);
  const cutConnections = trackConnections(server.server);
  await server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  const { port } = server.server.address() as AddressInfo;
  return {
    ...modelAccess(controller),
    /** With the context path, without a slash at the end. */
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}${controller.contextPath}`,
    /**
     * A restart that takes no time: sessions, crumbs and unsaved tokens are lost, connections are cut, and the session
     * cookie has another name.
     */
    restart() {
      controller.run = newRun();
      controller.users.forgetUnsaved();
      cutConnections();
    },
    /** Ends every connection and stops listening. */
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

function modelAccess(controller: Controller) {
  const { users, jobs, requests, faults, logins } = controller;
  const setLocked = (userId: string, isLocked: boolean) => {
    Object.assign(users.get(userId), { isLocked, refusedLogins: 0 });
  };
  return {
    /** Every request so far, oldest first, in the order of arrival. */
    requests: requests as readonly RecordedRequest[],
    /** What is to go wrong. */
    faults,
    /** Each login with HTTP Basic or the login form, oldest first. A revoked token is a refused login of its owner. */
    logins: () => [...logins.attempts],
    /** The failed logins of a user (by default: of everybody) that a directory counts. */
    refusedLogins: (userId?: string) => logins.refused(userId),
    /** Forgets the requests and logins so far. */
    clearRequests() {
      requests.splice(0);
      logins.attempts.splice(0);
    },
    /** A user's tokens as the user's page shows them: never a value. */
    tokens: (userId: string) => users.get(userId).tokens?.list().map(toTokenInfo) ?? [],
    /** Generates a token as the web UI does. */
    generateToken: (userId: string, tokenName: string, options?: TokenOptions) =>
      users.tokensOf(users.get(userId)).generate(tokenName, options),
    /** Generates many tokens, named `prefix 1` and so on. */
    generateTokens(userId: string, count: number, prefix: string) {
      const tokens = users.tokensOf(users.get(userId));
      for (let index = 1; index <= count; index += 1) tokens.generate(`${prefix} ${index}`);
    },
    /** Changes a user's legacy token in the web UI, or generates the first one, and returns its value. */
    changeLegacyToken: (userId: string) => users.tokensOf(users.get(userId)).changeLegacy(),
    /** Renames a token in the web UI; false when there is no such token. */
    renameToken: (userId: string, tokenUuid: string, tokenName: string) =>
      users.get(userId).tokens?.rename(tokenUuid, tokenName) ?? false,
    /** Revokes a token in the web UI; false when there is no such token. */
    revokeToken: (userId: string, tokenUuid: string) => users.get(userId).tokens?.revoke(tokenUuid) ?? false,
    /** Loses the tokens of a user, or of everybody. */
    loseTokens(userId?: string) {
      for (const { tokens } of userId === undefined ? users.all() : [users.get(userId)]) tokens?.revokeAll();
    },
    /** Backs all tokens up, and returns what restores them as they are now. */
    backUp() {
      const restores = users.all().map(({ tokens }) => tokens?.backUp());
      return () => restores.forEach((restore) => void restore?.());
    },
    /** A job's builds, oldest first; throws for an unknown job. */
    builds(job: string) {
      const builds = jobs.builds(job);
      if (!builds) throw new RangeError(`The embedded Jenkins has no job ${job}.`);
      return builds;
    },
    addUser: (user: UserOptions) => void users.add(user),
    /** False when there is no such user. */
    deleteUser: (userId: string) => users.delete(userId),
    /** Ends a user's sessions. With the realm of an operations center the user's tokens are removed. */
    logoutUser(userId: string) {
      controller.run.sessions.dropOf(users.get(userId));
      forgetTokensAtLogout(users.get(userId), controller.securityRealm);
    },
    setPassword(userId: string, password: string | undefined) {
      users.get(userId).password = password;
    },
    /** Locks an account as a directory does: its password and valid tokens get 401. */
    lockUser: (userId: string) => setLocked(userId, true),
    unlockUser: (userId: string) => setLocked(userId, false),
    isLocked: (userId: string) => users.get(userId).isLocked,
    /**
     * How a user's login by OpenID Connect stands. While it is `over`, valid tokens get 302 to the login; while the
     * identity provider is down, 401. Revoked tokens get 401 always.
     */
    setOicSession(userId: string, session: OicSession) {
      users.get(userId).oicSession = session;
    },
    setCrumbIssuer(on: boolean) {
      controller.crumbIssuer = on;
    },
    setAdminCanGenerateNewTokens(on: boolean) {
      controller.adminCanGenerateNewTokens = on;
    },
    setLegacyTokens(on: boolean) {
      controller.legacyTokens = on;
    },
    /** From now on no change of a user's tokens is saved, and responded to, until the returned function is called. */
    holdSaves: () => controller.disk.hold(),
  };
}

function toTokenInfo({ sha256: _, saved: __, ...info }: StoredToken): Omit<StoredToken, "sha256" | "saved"> {
  return { ...info };
}
