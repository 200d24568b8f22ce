import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type Dispatcher, request } from "undici";
import { startWebServer } from "./network.ts";

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
    const body = await text(incoming);
    const own = responses.find(({ pathEnd }) => url.endsWith(pathEnd))?.response;
    const login = logins.find(({ pathEnd }) => url.endsWith(pathEnd));
    if (login) headers.authorization = login.authorization;
    const sent = own ?? (await forward(origin + url, method, headers, body).catch(() => undefined));
    if (!sent) return void incoming.socket.destroy();
    response.writeHead(sent.status, sent.headers).end(sent.body);
  };
  const url = await startWebServer((incoming, response) => void handle(incoming, response));
  return {
    /** With the controller's context path. */
    url: url + pathname.replace(/\/$/, ""),
    /** From now on, responds by itself to the requests whose path ends so. */
    respond: (pathEnd: string, response: GatewayResponse) => void responses.push({ pathEnd, response }),
    /** From now on, logs in as a user of its own choice whoever requests a path that ends so. */
    logInAs: (authorization: string, pathEnd: string) => void logins.push({ pathEnd, authorization }),
  };
}

async function forward(
  url: string,
  method: string,
  headers: IncomingMessage["headers"],
  body: string,
): Promise<GatewayResponse> {
  const { connection: _, "content-length": __, ...sent } = headers;
  // Each request has a connection of its own, so that a restart of Jenkins cuts no other.
  const options = { method: method as Dispatcher.HttpMethod, headers: sent, body, reset: true };
  const response = await request(url, options);
  const { "transfer-encoding": ___, connection: ____, ...kept } = response.headers;
  const text = await response.body.text();
  return { status: response.statusCode, headers: kept as Record<string, string>, body: text };
}
