import { setTimeout as delay } from "node:timers/promises";
import { JenkinsError } from "../errors/jenkinsError.ts";
import { createHttpClient } from "../http/httpClient.ts";
import type { Pause } from "../http/retry.ts";
import type { Secrets } from "../http/secrets.ts";
import { secretOf } from "../jenkins/client/credentials.ts";
import { createJenkinsClient, type JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { Connection } from "./connection.ts";
import type { Environment } from "./environment.ts";
import { secretsOfHeader } from "./headerSecrets.ts";
import { findProxyProblem, proxyOfEnvironment, readProxyLogin } from "./proxy.ts";
import { createReadiness } from "./readiness.ts";
import { risksOf } from "./risks.ts";

/** What clients need of their host. */
export interface ClientPoolOptions {
  readonly secrets: Secrets;
  readonly warn: (message: string) => void;
  readonly now: () => Date;
  /** Where a proxy may be named. Default: the environment of this process. */
  readonly environment?: Environment;
  /** Before the first retry, in milliseconds. Default: 250. */
  readonly retryDelayMs?: number | undefined;
  /** Lets time pass, before a retry or while a controller starts; rejects when the user cancels. Default: real time. */
  readonly pause?: Pause | undefined;
  /** Is aborted when the user cancels: then no request waits for its response, unless it changes something in Jenkins. */
  readonly interruption?: AbortSignal | undefined;
}

/** One client for each connection: any number of resources share its sockets, session and crumb. */
export function createClientPool(options: ClientPoolOptions): (connection: Connection) => JenkinsClient {
  const clients = new Map<string, JenkinsClient>();
  return (connection) => {
    const key = JSON.stringify(connection);
    const client = clients.get(key) ?? connect(connection, options);
    clients.set(key, client);
    return client;
  };
}

function connect(connection: Connection, options: ClientPoolOptions): JenkinsClient {
  const { secrets, warn, now, interruption, environment = process.env } = options;
  const { proxyAuthorization, headers } = separateProxyAuthorization(connection.headers);
  const { retryDelayMs = 250, pause = delay } = options;
  const { url, credentials, requestTimeoutSeconds, maxRetries, waitForReadySeconds } = connection;
  const proxy = connection.proxy ?? goodProxyOf(url, environment);
  rememberSecrets(secrets, { ...connection, proxy });
  for (const risk of risksOf(connection)) warn(risk);
  return createJenkinsClient({
    url,
    credentials,
    headers,
    http: createHttpClient({
      ...connection,
      proxy,
      proxyAuthorization,
      timeoutMs: requestTimeoutSeconds * 1000,
      interruption,
    }),
    retryPolicy: { maxRetries, firstDelayMs: retryDelayMs, pause },
    secrets,
    ...(waitForReadySeconds > 0
      ? {
          waitUntilReady: createReadiness({
            url,
            seconds: waitForReadySeconds,
            pauseMs: 8 * retryDelayMs,
            pause,
            now,
            report: warn,
          }),
        }
      : {}),
  });
}

/** The value of `Proxy-Authorization`, and the other headers. */
function separateProxyAuthorization(given: Readonly<Record<string, string>>) {
  const isIt = ([name]: [string, string]) => name.toLowerCase() === "proxy-authorization";
  const entries = Object.entries(given);
  return {
    proxyAuthorization: entries.find(isIt)?.[1],
    headers: Object.fromEntries(entries.filter((entry) => !isIt(entry))),
  };
}

/** The proxy of the environment. @throws JenkinsError `connectionInvalid` for a variable that holds no URL */
function goodProxyOf(url: string, environment: Environment): string | undefined {
  const problem = findProxyProblem(url, environment);
  if (problem) throw new JenkinsError("connectionInvalid", { problems: [problem] });
  return proxyOfEnvironment(url, environment);
}

function rememberSecrets(secrets: Secrets, { credentials, headers, clientKey, proxy }: Connection): void {
  secrets.add(secretOf(credentials));
  for (const [name, value] of Object.entries(headers)) {
    for (const secret of secretsOfHeader(name, value)) secrets.add(secret);
  }
  if (clientKey !== undefined) secrets.add(clientKey);
  if (proxy !== undefined) {
    const { username, password } = readProxyLogin(proxy);
    // Some proxies take a token in the place of the user.
    secrets.add(password || username);
  }
}
