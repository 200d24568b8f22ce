import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CookieJar } from "tough-cookie";
import { describe, expect, it, onTestFinished } from "vitest";
import { createHttpClient, type HttpRequest } from "../../../../provider/http/httpClient.ts";

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server that keeps what it receives, and always gives the same answer. */
async function startServer(status: number, headers: Record<string, string | string[]>, answer = "") {
  const received: Received[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    received.push({ method: request.method, url: request.url, headers: request.headers, body });
    response.writeHead(status, headers).end(answer);
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** The provider is CommonJS and the tests are not: to the compiler, each has a jar of its own. */
function newJar(): NonNullable<HttpRequest["cookies"]> {
  return new CookieJar() as unknown as NonNullable<HttpRequest["cookies"]>;
}

const client = createHttpClient({ timeoutMs: 30_000 });

describe("a request", () => {
  it("brings back status, headers by lower-case name, and the whole text", async () => {
    const { url } = await startServer(418, { "X-Jenkins": "2.568.2", Link: ["<a>", "<b>"] }, "grüße 雪");
    const { status, headers, body } = await client({ method: "GET", url });
    expect({ status, body }).toEqual({ status: 418, body: "grüße 雪" });
    expect(headers).toMatchObject({ "x-jenkins": "2.568.2", link: "<a>, <b>" });
  });

  it("sends a form with any characters", async () => {
    const { url, received } = await startServer(200, {});
    const form = { newTokenName: "späth & co + 100% '雪'", empty: "" };
    await client({ method: "POST", url: `${url}/x`, form });
    expect(received[0]?.headers["content-type"]).toBe("application/x-www-form-urlencoded;charset=utf-8");
    expect(Object.fromEntries(new URLSearchParams(received[0]?.body))).toEqual(form);
  });

  it.each([301, 302, 303, 307, 308])("follows no redirect (%i)", async (status) => {
    const { url, received } = await startServer(status, { Location: "/elsewhere" });
    const response = await client({ method: "POST", url: `${url}/here`, form: { a: "b" } });
    expect(response).toMatchObject({ status, headers: { location: "/elsewhere" } });
    expect(received.map((request) => request.url)).toEqual(["/here"]);
  });
});

describe("cookies", () => {
  it("of a header go with those of the session; of one name, the session's is sent", async () => {
    const { url, received } = await startServer(200, { "Set-Cookie": ["session=2", "ROUTE=newer"] });
    const cookies = newJar();
    const headers = { Cookie: "gateway=a=b; ROUTE=older" };
    for (const request of [{ headers }, { headers, cookies }, { headers, cookies }, { cookies }]) {
      await client({ method: "GET", url, ...request });
    }
    expect(received.map((request) => request.headers.cookie)).toEqual([
      "gateway=a=b; ROUTE=older",
      "gateway=a=b; ROUTE=older",
      "gateway=a=b; session=2; ROUTE=newer",
      "session=2; ROUTE=newer",
    ]);
  });

  const session = "JSESSIONID.1a2b3c4d=node0abc.node0; Path=/; HttpOnly; SameSite=Lax";

  it("go into the jar, and back to where they came from", async () => {
    const { url, received } = await startServer(200, { "Set-Cookie": [session, "lb=2; Path=/"] });
    const cookies = newJar();
    await client({ method: "GET", url, cookies });
    await client({ method: "GET", url, cookies });
    expect(received.map(({ headers }) => headers.cookie)).toEqual([
      undefined,
      "JSESSIONID.1a2b3c4d=node0abc.node0; lb=2",
    ]);
  });

  it("stay within the context path they were set for", async () => {
    const { url, received } = await startServer(200, { "Set-Cookie": "JSESSIONID.1=a; Path=/jenkins" });
    const cookies = newJar();
    await client({ method: "GET", url: `${url}/jenkins/login`, cookies });
    await client({ method: "GET", url: `${url}/other`, cookies });
    expect(received[1]?.headers.cookie).toBeUndefined();
  });

  it("are neither kept nor sent without a jar", async () => {
    const { url, received } = await startServer(200, { "Set-Cookie": session });
    await client({ method: "GET", url });
    await client({ method: "GET", url });
    expect(received.map(({ headers }) => headers.cookie)).toEqual([undefined, undefined]);
  });

  it("that don't fit the address are passed over", async () => {
    const { url } = await startServer(200, { "Set-Cookie": "a=b; Domain=example.com" });
    const { status } = await client({ method: "GET", url, cookies: newJar() });
    expect(status).toBe(200);
  });
});
