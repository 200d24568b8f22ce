import { setTimeout as delay } from "node:timers/promises";
import { createHttpClient } from "../http/httpClient.ts";
import type { Pause } from "../http/retry.ts";
import type { Secrets } from "../http/secrets.ts";
import { secretOf } from "../jenkins/client/credentials.ts";
import { createJenkinsClient, type JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { Connection } from "./connection.ts";
import { type ProxyRoute, proxyRoute, readProxyLogin } from "./proxy.ts";
import { createReadiness } from "./readiness.ts";
import { risksOf } from "./risks.ts";

/** What clients need of the world. */
export interface ClientPoolOptions {
  readonly secrets: Secrets;
  readonly warn: (message: string) => void;
  readonly now: () => Date;
  /** Where a proxy may be named. Default: the one of this process. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Before the first retry, in milliseconds. Default: 250, a breath for a controller, and little for a person who waits. */
  readonly retryDelayMs?: number | undefined;
  /** Lets time pass, before a retry or while a controller starts; rejects when the user interrupts. Default: real time. */
  readonly pause?: Pause | undefined;
  /** When the user has interrupted, no request waits for its answer any more, unless it changes something in Jenkins. */
  readonly interruption?: AbortSignal | undefined;
}

/** One client for each connection, whoever asks for it: any number of resources share its sockets, session and crumb. */
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
  const { retryDelayMs = 250, pause = delay } = options;
  const { url, credentials, headers, requestTimeoutSeconds, maxRetries, waitForReadySeconds } = connection;
  const route = proxyRoute(connection, environment);
  rememberSecrets(secrets, connection, route);
  for (const risk of risksOf(connection)) warn(risk);
  return createJenkinsClient({
    url,
    credentials,
    headers,
    http: createHttpClient({
      ...connection,
      ...route,
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

/** A header so short carries no secret, and would tear holes into every message. */
const shortestHeaderSecret = 5;

function rememberSecrets(
  secrets: Secrets,
  { credentials, headers, clientKey }: Connection,
  { proxy }: ProxyRoute,
): void {
  secrets.add(secretOf(credentials), credentials.username);
  for (const value of Object.values(headers)) {
    if (value.length >= shortestHeaderSecret) secrets.add(value);
  }
  if (clientKey !== undefined) secrets.add(clientKey);
  if (proxy !== undefined) {
    const { username, password } = readProxyLogin(proxy);
    secrets.add(password, username);
  }
}
