import { describe, expect, it } from "vitest";
import { createClientPool } from "../../../../provider/connection/clientPool.ts";
import { createSecrets } from "../../../../provider/http/secrets.ts";

const connection = {
  url: "https://ci.example.com",
  credentials: { username: "alice", apiToken: "11aa" },
  headers: {},
  insecureSkipTlsVerify: false,
  requestTimeoutSeconds: 30,
  maxRetries: 4,
  waitForReadySeconds: 0,
};

function newPool(secrets = createSecrets()) {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  return { warnings, clientOf: createClientPool({ secrets, warn, now: () => new Date() }) };
}

describe("the clients of a provider process", () => {
  it("are one for each connection, whoever asks", () => {
    const { clientOf } = newPool();
    expect(clientOf({ ...connection })).toBe(clientOf(connection));
  });

  it.each([
    { url: "https://other.example.com" },
    { credentials: { username: "bob", apiToken: "11aa" } },
    { credentials: { username: "alice", password: "11aa" } },
    { requestTimeoutSeconds: 5 },
  ])("are others for another connection: %o", (change) => {
    const { clientOf } = newPool();
    expect(clientOf({ ...connection, ...change })).not.toBe(clientOf(connection));
  });

  it("register their secrets, so that these are redacted", () => {
    const secrets = createSecrets();
    const headers = { "X-Gateway": "gateway-secret" };
    newPool(secrets).clientOf({ ...connection, headers, proxy: "http://proxy-user:proxy%20pw@proxy:3128/" });
    const text = "11aa YWxpY2U6MTFhYQ== gateway-secret proxy%20pw";
    expect(secrets.redact(text)).toBe("[secret] [secret] [secret] [secret]");
  });

  it("register the user of a proxy where it stands for a password", () => {
    const secrets = createSecrets();
    newPool(secrets).clientOf({ ...connection, proxy: "http://proxy-token-4711@proxy:3128/" });
    expect(secrets.redact("proxy-token-4711")).toBe("[secret]");
  });

  it("warn once of a connection that anybody can listen to, but not of one within this machine", () => {
    const { clientOf, warnings } = newPool();
    for (const host of ["127.0.0.1:8080", "localhost", "[::1]"])
      clientOf({ ...connection, url: `http://${host}` });
    expect(warnings).toEqual([]);
    clientOf({ ...connection, url: "http://ci.example.com:8080" });
    clientOf({ ...connection, url: "http://ci.example.com:8080" });
    clientOf({ ...connection, insecureSkipTlsVerify: true });
    expect(warnings).toEqual([
      expect.stringMatching(/^The connection to ci\.example\.com:8080 is not encrypted: .* Use https\.$/),
      expect.stringMatching(/^insecureSkipTlsVerify: the certificate of ci\.example\.com is not verified/),
    ]);
  });
});
