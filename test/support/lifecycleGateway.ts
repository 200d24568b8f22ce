import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A whole answer. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A reverse proxy before a controller. */
export interface Gateway {
  /** With the controller's context path. */
  readonly url: string;
  /** From now on, answers by itself the requests whose path ends so. */
  answer(pathEnd: string, answer: Answer): void;
  /** From now on, logs in as somebody of its own choice whoever asks for a path that ends so. */
  logInAs(authorization: string, pathEnd: string): void;
}

/** Starts a gateway before a controller; it is closed when the running test is over. */
export async function startGateway(upstream: { url: string }): Promise<Gateway> {
  const { origin, pathname } = new URL(upstream.url);
  const answers: { pathEnd: string; answer: Answer }[] = [];
  const logins: { pathEnd: string; authorization: string }[] = [];

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const { method = "GET", url = "/", headers } = incoming;
    const body = await textOf(incoming);
    const own = answers.find(({ pathEnd }) => url.endsWith(pathEnd))?.answer;
    const login = logins.find(({ pathEnd }) => url.endsWith(pathEnd));
    if (login) headers.authorization = login.authorization;
    const answer = own ?? (await forward(origin + url, method, headers, body).catch(() => undefined));
    if (!answer) return void incoming.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((incoming, response) => void handle(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname.replace(/\/$/, "")}`,
    answer: (pathEnd, answer) => void answers.push({ pathEnd, answer }),
    logInAs: (authorization, pathEnd) => void logins.push({ pathEnd, authorization }),
  };
}

function forward(
  url: string,
  method: string,
  headers: IncomingMessage["headers"],
  body: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, (answer) => {
      const { "transfer-encoding": _, connection: __, ...kept } = answer.headers;
      const [status, kind] = [answer.statusCode ?? 0, kept as Record<string, string>];
      textOf(answer).then((text) => resolve({ status, headers: kind, body: text }), reject);
    });
    outgoing.on("error", reject).end(body);
  });
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
