import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { type Authority, type CertificateOptions, createAuthority } from "../../emulator/certificates.ts";
import type { EmbeddedJenkinsOptions } from "../../emulator/index.ts";
import { startProxy as startEmbeddedProxy } from "../../emulator/index.ts";
import { startJenkins } from "./jenkins.ts";
import { noteSecret } from "./lifecycleFailure.ts";

type ProxyOptions = Parameters<typeof startEmbeddedProxy>[0];

/** Starts a Jenkins with a certificate of an authority of its own; `clients` is the authority of client certificates it wants. */
export async function startTlsJenkins(
  certificate: CertificateOptions = {},
  { clients, ...options }: EmbeddedJenkinsOptions & { clients?: Authority } = {},
) {
  const authority = await createAuthority();
  const { key, cert } = await authority.issue(certificate);
  const wanted = clients && { ca: clients.cert, requestClientCertificate: true };
  return { jenkins: await startJenkins({ ...options, tls: { key, cert, ...wanted } }), authority };
}

/** Starts a proxy; it is closed when the running test is over. */
export async function startProxy(options: ProxyOptions = {}) {
  const proxy = await startEmbeddedProxy(options);
  onTestFinished(() => proxy.close());
  const { username = "", password = "" } = options.credentials ?? {};
  if (password) noteSecret(password);
  const login = password ? `${encodeURIComponent(username)}:${encodeURIComponent(password)}@` : "";
  return { ...proxy, urlWithLogin: proxy.url.replace("//", `//${login}`) };
}

/** Starts a web server that isn't Jenkins; resolves to its URL. */
export async function startWebServer(listener: RequestListener, host = "127.0.0.1"): Promise<string> {
  const server = createHttpServer(listener);
  return `http://${await listen(server, host)}`;
}

/** Starts a web server with a certificate of an authority of its own. */
export async function startTlsWebServer(listener: RequestListener) {
  const authority = await createAuthority();
  const server = createHttpsServer(await authority.issue(), listener);
  return { url: `https://${await listen(server, "127.0.0.1")}`, authority };
}

/** Starts a server that speaks what it likes; resolves to `host:port`. */
export async function startTcpServer(onConnection: (socket: Socket) => void, host = "127.0.0.1") {
  return listen(createServer(onConnection), host);
}

/** `host:port` where nobody listens. Not a port that was free a moment ago: that may be another test's by now. */
export const closedPort = "127.0.0.1:1";

/** `host:port` where nothing listens yet. */
export async function freePort(): Promise<string> {
  const server = createServer();
  const host = await listen(server, "127.0.0.1");
  await new Promise((resolve) => server.close(resolve));
  return host;
}

async function listen(server: Server, host: string): Promise<string> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, host, resolve);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
