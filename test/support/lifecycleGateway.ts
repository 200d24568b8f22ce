import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A whole response. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Starts a gateway before a controller; it is closed when the running test is over. */
export async function startGateway(upstream: { url: string }) {
  const { origin, pathname } = new URL(upstream.url);
  const responses: { pathEnd: string; response: GatewayResponse }[] = [];
  const logins: { pathEnd: string; authorization: string }[] = [];

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = "GET", url = "/", headers } = incoming;
    const body = await textOf(incoming);
    const own = responses.find(({ pathEnd }) => url.endsWith(pathEnd))?.response;
    const login = logins.find(({ pathEnd }) => url.endsWith(pathEnd));
    if (login) headers.authorization = login.authorization;
    const sent = own ?? (await forward(origin + url, method, headers, body).catch(() => undefined));
    if (!sent) return void incoming.socket.destroy();
    response.writeHead(sent.status, sent.headers).end(sent.body);
  };
  const server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  return {
    /** With the controller's context path. */
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname.replace(/\/$/, "")}`,
    /** From now on, responds by itself to the requests whose path ends so. */
    respond: (pathEnd: string, response: GatewayResponse) => void responses.push({ pathEnd, response }),
    logInAs: (authorization: string, pathEnd: string) => void logins.push({ pathEnd, authorization }),
  };
}

function forward(
  url: string,
  method: string,
  headers: IncomingMessage["headers"],
  body: string,
): Promise<GatewayResponse> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (response) => {
      const { "transfer-encoding": _, connection: __, ...kept } = response.headers;
      const [status, kind] = [response.statusCode ?? 0, kept as Record<string, string>];
      textOf(response).then((text) => resolve({ status, headers: kind, body: text }), reject);
    });
    outgoing.on("error", reject).end(body);
  });
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
