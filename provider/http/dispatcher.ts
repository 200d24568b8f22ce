import type { Socket } from "node:net";
import { getCACertificates } from "node:tls";
import { buildConnector, type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { ConnectError, type Peer } from "./connectError.ts";

/** How requests travel. Certificates and keys are PEM texts. */
export interface DispatcherOptions {
  /** How long a request may take to connect, until its headers arrive, and between parts of its body, in milliseconds. */
  readonly timeoutMs: number;
  /** Trusted besides the usual authorities. */
  readonly caCert?: string | undefined;
  readonly clientCert?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean;
  /** URL of a proxy, with its credentials if it wants any. Default: none. */
  readonly proxy?: string | undefined;
  /** Sent as `Proxy-Authorization` to the server, for a gateway before it; never to `proxy`. Default: none. */
  readonly proxyAuthorization?: string | undefined;
}

/** At most this many sockets to one controller: enough to keep Jenkins busy, and far from what it refuses. */
export const maxSockets = 16;

/** Kept-alive sockets to one controller, through a proxy where there is one. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { caCert, clientCert, clientKey, insecureSkipTlsVerify = false } = options;
  // 16.1 seconds are 16100.000000000002 ms, and only whole ones are accepted.
  const timeoutMs = Math.ceil(options.timeoutMs);
  const { proxy = "", proxyAuthorization } = options;
  const trust = {
    timeout: timeoutMs,
    rejectUnauthorized: !insecureSkipTlsVerify,
    // Requests must fail one by one and say whether they may have arrived; over HTTP/2 they'd share that fate.
    allowH2: false,
    // Given alone, `ca` would take the place of all authorities that are trusted otherwise.
    ...(caCert === undefined ? {} : { ca: [...getCACertificates("default"), caCert] }),
  };
  const tls = { ...trust, ...(clientCert === undefined ? {} : { cert: clientCert, key: clientKey }) };
  const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  return new EnvHttpProxyAgent({
    connect: buildConnector(tls),
    requestTls: tls,
    proxyTls: trust,
    factory: (origin, given) => {
      const peer = isSameOrigin(origin, proxy) ? "proxy" : "server";
      const connect = marked(connectorOf(given), peer);
      const pool = new Pool(origin, { ...given, ...timeouts, connections: maxSockets, connect });
      return peer === "server" && proxyAuthorization !== undefined
        ? pool.compose(withHeader("proxy-authorization", proxyAuthorization))
        : pool;
    },
    // What requests tunnels from the proxy.
    clientFactory: (origin, given) =>
      new Pool(origin, { ...given, ...timeouts, connect: marked(connectorOf(given), "proxy") }),
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy: "",
  });
}

/** Adds a header below undici's agent for proxies, which refuses to send this one. */
function withHeader(name: string, value: string): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(
      { ...options, headers: { ...(options.headers as Record<string, string>), [name]: value } },
      handler,
    );
}

function isSameOrigin(one: string | URL, other: string): boolean {
  return other !== "" && new URL(one).origin === new URL(other).origin;
}

function connectorOf(given: object): buildConnector.connector {
  return (given as { connect: buildConnector.connector }).connect;
}

/** A connector whose errors can be distinguished from those of a request that was sent. */
function marked(connect: buildConnector.connector, peer: Peer): buildConnector.connector {
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (socket) callback(null, keepingAlert(socket));
      else callback(error instanceof ConnectError ? error : new ConnectError(peer, error), null);
    });
}

/**
 * A TLS alert, such as the wish for a client certificate, comes as an error just before the end of the connection; undici
 * would report the end alone.
 */
function keepingAlert(socket: Socket): Socket {
  let alert: Error | undefined;
  socket.once("error", (error) => {
    alert = error;
  });
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error) => destroy(alert ?? error);
  return socket;
}
