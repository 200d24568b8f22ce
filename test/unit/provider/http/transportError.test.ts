import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { ConnectError } from "../../../../provider/http/connectError.ts";
import { createHttpClient } from "../../../../provider/http/httpClient.ts";
import { TransportError, toTransportError } from "../../../../provider/http/transportError.ts";
import { closedPort } from "../../../support/network.ts";

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function failureAt(url: string, timeoutMs = 30_000) {
  const client = createHttpClient({ timeoutMs });
  const error = await client({ method: "GET", url }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TransportError);
  const { failure, mayHaveArrived } = error as TransportError;
  return { failure, mayHaveArrived };
}

describe("a request that gets no response", () => {
  it("is refused where nobody listens, and certainly didn't arrive", async () => {
    expect(await failureAt(`http://${closedPort}/`)).toEqual({ failure: "refused", mayHaveArrived: false });
  });

  it("finds no host of an unknown name", async () => {
    expect(await failureAt("http://jenkins.invalid/")).toEqual({
      failure: "unknownHost",
      mayHaveArrived: false,
    });
  });

  it("times out where nobody responds, and may have arrived", async () => {
    const host = await listen(createTcpServer((socket) => void socket.on("error", () => {})));
    expect(await failureAt(`http://${host}/`, 100)).toEqual({ failure: "timedOut", mayHaveArrived: true });
  });

  it("times out in the middle of a response", async () => {
    const server = createServer((_, response) => void response.writeHead(200).write("only so far"));
    expect(await failureAt(`http://${await listen(server)}/`, 100)).toEqual({
      failure: "timedOut",
      mayHaveArrived: true,
    });
    server.closeAllConnections();
  });

  it("breaks where the connection ends, and may have arrived", async () => {
    const host = await listen(createTcpServer((socket) => void socket.once("data", () => socket.destroy())));
    expect(await failureAt(`http://${host}/`)).toEqual({ failure: "broken", mayHaveArrived: true });
  });

  it("breaks where the connection ends in the middle of a response", async () => {
    const server = createServer((request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write("only so far", () => request.socket.destroy());
    });
    expect(await failureAt(`http://${await listen(server)}/`)).toEqual({
      failure: "broken",
      mayHaveArrived: true,
    });
  });

  it("fails in TLS where the server speaks plain HTTP", async () => {
    const host = await listen(createServer((_, response) => void response.end()));
    expect(await failureAt(`https://${host}/`)).toEqual({ failure: "tlsNotSpoken", mayHaveArrived: false });
  });

  it.each([
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tlsUnknownIssuer"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tlsUnknownIssuer"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tlsUnknownIssuer"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tlsUnknownIssuer"],
    ["CERT_HAS_EXPIRED", "tlsExpired"],
    ["CERT_NOT_YET_VALID", "tlsExpired"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tlsWrongHost"],
    ["CERT_REVOKED", "tls"],
  ])("fails in TLS for a certificate that is refused: %s", (code, failure) => {
    const error = toTransportError(Object.assign(new Error("refused"), { code }));
    expect(error).toMatchObject({ failure, mayHaveArrived: false, message: `refused (${code})` });
  });

  it("speaks of the first address of a host that has several", () => {
    const first = Object.assign(new Error("connect ECONNREFUSED ::1:80"), { code: "ECONNREFUSED" });
    const second = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:80"), { code: "ECONNREFUSED" });
    expect(toTransportError(new ConnectError("server", new AggregateError([first, second])))).toMatchObject({
      failure: "refused",
      message: "connect ECONNREFUSED ::1:80",
    });
  });
});
