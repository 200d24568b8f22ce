import { createServer, type IncomingMessage, type ServerResponse, request as sendRequest } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Certificate } from "./certificates.ts";

/** What a proxy is started with. */
export interface ProxyOptions {
  /** Default: nobody has to log in. */
  credentials?: { username: string; password: string };
  /** Where hosts really are, such as `{ "jenkins.example:80": "127.0.0.1:34567" }`. Others are taken as they are. */
  hosts?: Readonly<Record<string, string>>;
  /** The status to refuse every tunnel and request with. Default: none is refused. */
  refuseWith?: number;
  /** Clients speak TLS with the proxy itself. Default: plain HTTP. */
  tls?: Certificate;
}

/** A requested tunnel or forwarded request, and how the proxy responded. */
export interface ProxiedRequest {
  readonly method: string;
  /** `host:port`, as the client named it. */
  readonly target: string;
  readonly status: number;
}

/** Starts a proxy for CONNECT and for plain HTTP requests on a free port of 127.0.0.1. */
export async function startProxy(options: ProxyOptions = {}) {
  const requests: ProxiedRequest[] = [];
  const sockets = new Set<Duplex>();
  const record = (request: IncomingMessage, target: string): number => {
    const status = statusFor(request, options);
    requests.push({ method: request.method ?? "", target, status });
    return status;
  };
  const server = options.tls ? createHttpsServer(options.tls) : createServer();
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://nowhere");
    const target = `${url.hostname}:${url.port || 80}`;
    const status = record(request, target);
    if (status === 200) forward(request, response, url, options.hosts?.[target] ?? target);
    else response.writeHead(status, challenge(status)).end();
  });
  server.on("connect", (request: IncomingMessage, client: Duplex) => {
    const target = request.url ?? "";
    const status = record(request, target);
    sockets.add(client);
    if (status === 200) sockets.add(tunnel(client, options.hosts?.[target] ?? target));
    else client.end(`HTTP/1.1 ${status} Refused\r\n${toLines(challenge(status))}Content-Length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}`,
    requests: requests as readonly ProxiedRequest[],
    /** Ends every connection and stops listening. */
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function statusFor({ headers }: IncomingMessage, { credentials, refuseWith }: ProxyOptions): number {
  if (credentials) {
    const encoded = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
    if (headers["proxy-authorization"] !== `Basic ${encoded}`) return 407;
  }
  return refuseWith ?? 200;
}

function challenge(status: number): Record<string, string> {
  return status === 407 ? { "Proxy-Authenticate": 'Basic realm="proxy"' } : {};
}

function toLines(headers: Record<string, string>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
}

function tunnel(client: Duplex, address: string): Socket {
  const { host, port } = toHostAndPort(address);
  const upstream = connect(port, host);
  let isOpen = false;
  upstream.once("connect", () => {
    isOpen = true;
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    client.pipe(upstream).pipe(client);
  });
  upstream.on("error", () => {
    if (isOpen) client.destroy();
    else client.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
  });
  client.on("error", () => upstream.destroy());
  client.on("close", () => upstream.destroy());
  return upstream;
}

function forward(request: IncomingMessage, response: ServerResponse, url: URL, address: string): void {
  const { method, headers } = request;
  const path = url.pathname + url.search;
  const upstream = sendRequest({ ...toHostAndPort(address), method, path, headers }, (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, incoming.headers);
    incoming.pipe(response);
  });
  upstream.on("error", () => response.writeHead(502).end());
  request.pipe(upstream);
}

function toHostAndPort(address: string): { host: string; port: number } {
  const [, host = "", port = ""] = address.match(/^\[?(.*?)\]?:(\d+)$/) ?? [];
  return { host, port: Number(port) };
}
