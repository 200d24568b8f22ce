import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { runChecks } from "../../../cli/doctor/runChecks.ts";
import { createTarget } from "../../../cli/doctor/target.ts";
import { createClientPool } from "../../../provider/connection/clientPool.ts";
import { parseConnection } from "../../../provider/connection/connection.ts";
import { createSecrets } from "../../../provider/http/secrets.ts";

/** A server that answers as a Jenkins, but for one request. */
async function startServer(
  isHeldUp: (request: IncomingMessage) => boolean,
  holdUp: (response: ServerResponse) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    if (isHeldUp(request)) return holdUp(response);
    response.setHeader("X-Jenkins", "2.568.2").end(JSON.stringify({ name: "alice", anonymous: false }));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Does something again and again, as long as the response is open. */
function repeat(response: ServerResponse, action: () => void): void {
  const timer = setInterval(action, 5);
  response.on("close", () => clearInterval(timer));
}

const holdUps: [name: string, holdUp: (response: ServerResponse) => void][] = [
  [
    "whose body drips",
    (response) => {
      response.writeHead(200, { "X-Jenkins": "2.568.2" });
      repeat(response, () => response.write("x"));
    },
  ],
  [
    "with provisional responses without end",
    (response) => repeat(response, () => response.writeProcessing()),
  ],
];

const requests: [
  name: string,
  isHeldUp: (request: IncomingMessage) => boolean,
  check: "reachable" | "crumb",
][] = [
  ["a GET", ({ url }) => url === "/login", "reachable"],
  ["a POST", ({ method }) => method === "POST", "crumb"],
];

it.each(
  requests.flatMap(([request, isHeldUp, check]) =>
    holdUps.map(([name, holdUp]) => ({ name: `${request} ${name}`, isHeldUp, holdUp, check })),
  ),
)("the doctor ends at the deadline of $name, and reports it", async ({ isHeldUp, holdUp, check }) => {
  const url = await startServer(isHeldUp, holdUp);
  const requestTimeoutSeconds = 0.1;
  const raw = { url, username: "alice", apiToken: "a-token-4711", requestTimeoutSeconds };
  const parsed = parseConnection(raw);
  if (!("connection" in parsed)) throw new Error("it is a connection");
  const now = () => new Date();
  const clientOf = createClientPool({ secrets: createSecrets(), warn: () => {}, now, environment: {} });
  const report = await runChecks(createTarget({ ...parsed, clientOf, forUser: undefined, now }));
  const result = report.results.find(({ id }) => id === check);
  expect(result).toMatchObject({ status: "problem", code: "timedOut" });
  expect(report.canCreateToken).toBe(false);
});
