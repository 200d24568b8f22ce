import { describe, expect, it } from "vitest";
import { parseConnection } from "../../../../provider/connection/connection.ts";

const good = { url: "https://ci.example.com", username: "alice", apiToken: "11aa" };

/** All that is wrong with a connection, as `key: reason`. */
function problemsOf(raw: unknown): string[] {
  const result = parseConnection(raw);
  return "problems" in result
    ? result.problems.map(({ key, reason }) => (key ? `${key}: ${reason}` : reason))
    : [];
}

function urlOf(url: string): string | undefined {
  const result = parseConnection({ ...good, url });
  return "connection" in result ? result.connection.url : undefined;
}

describe("a connection", () => {
  it("has defaults for all but where to and as whom", () => {
    expect(parseConnection(good)).toEqual({
      connection: {
        url: "https://ci.example.com",
        credentials: { username: "alice", apiToken: "11aa" },
        headers: {},
        insecureSkipTlsVerify: false,
        requestTimeoutSeconds: 30,
        maxRetries: 4,
        waitForReadySeconds: 0,
      },
    });
  });

  it("logs in with a password just as well", () => {
    const { apiToken: _, ...rest } = good;
    expect(parseConnection({ ...rest, password: "pw" })).toMatchObject({
      connection: { credentials: { username: "alice", password: "pw" } },
    });
  });

  it("takes numbers as text, as configuration has them", () => {
    expect(parseConnection({ ...good, requestTimeoutSeconds: "2.5", maxRetries: "0" })).toMatchObject({
      connection: { requestTimeoutSeconds: 2.5, maxRetries: 0 },
    });
  });

  it.each([
    ["https://ci.example.com/", "https://ci.example.com"],
    ["https://ci.example.com/jenkins//", "https://ci.example.com/jenkins"],
    ["HTTPS://CI.example.com:443/Jenkins", "https://ci.example.com/Jenkins"],
    ["http://[::1]:8080/a/b/", "http://[::1]:8080/a/b"],
  ])("has the URL %s as %s", (given, url) => {
    expect(urlOf(given)).toBe(url);
  });
});

describe("what is wrong with a connection", () => {
  it.each([
    ["no URL", { url: undefined }, ["url: is missing"]],
    [
      "a URL that is none",
      { url: "ci.example.com" },
      ["url: must be a URL such as https://ci.example.com/jenkins"],
    ],
    ["another scheme", { url: "ftp://ci.example.com" }, ["url: must start with https:// or http://"]],
    [
      "a host with a port, taken for a scheme",
      { url: "ci:8080" },
      ["url: must start with https:// or http://"],
    ],
    [
      "credentials in the URL",
      { url: "https://alice:pw@ci.example.com" },
      ["url: must not carry credentials; use username, and apiToken or password"],
    ],
    ["a query", { url: "https://ci.example.com/?x=1" }, ["url: must not have a query or fragment"]],
    ["no username", { username: undefined }, ["username: is missing"]],
    ["an empty username", { username: "" }, ["username: must not be empty"]],
    ["a space around the username", { username: " alice" }, ["username: must not start or end with a space"]],
    ["a colon", { username: "a:b" }, ["username: must not contain a colon: HTTP Basic can't carry it"]],
    ["an empty token", { apiToken: "" }, ["apiToken: must not be empty"]],
    ["neither secret", { apiToken: undefined }, ["apiToken: is missing; give either apiToken or password"]],
    ["both secrets", { password: "pw" }, ["password: is given besides apiToken; give only one of the two"]],
    ["a misspelt key", { usrname: "alice" }, ["usrname: is not known here; did you mean username?"]],
    ["an unknown key", { colour: "red" }, ["colour: is not known here"]],
    ["a secret for a key", { eyJhbGciOi: "x" }, ["[secret]: is not known here"]],
    ["no time at all", { requestTimeoutSeconds: 0 }, ["requestTimeoutSeconds: must be more than 0"]],
    [
      "a text for a number",
      { requestTimeoutSeconds: "soon" },
      ["requestTimeoutSeconds: must be a number of seconds"],
    ],
    ["half a retry", { maxRetries: 1.5 }, ["maxRetries: must be a whole number"]],
    ["less than no retries", { maxRetries: -1 }, ["maxRetries: must be 0 or more"]],
    ["a number for a URL", { url: 5 }, ["url: must be a string"]],
    ["a list for a username", { username: ["alice"] }, ["username: must be a string"]],
  ])("is named: %s", (_, change, problems) => {
    expect(problemsOf({ ...good, ...change })).toEqual(problems);
  });

  it("is reported all at once", () => {
    expect(problemsOf({ url: "ci", username: "", apiToken: "a", password: "b", port: 1 })).toEqual([
      "url: must be a URL such as https://ci.example.com/jenkins",
      "username: must not be empty",
      "port: is not known here",
      "password: is given besides apiToken; give only one of the two",
    ]);
  });

  it.each([[null], ["https://ci.example.com"], [5], [[]]])(
    "is reported for %o, which is no connection at all",
    (raw) => {
      expect(problemsOf(raw)).toEqual(["must be an object with url, username, and apiToken or password"]);
    },
  );

  it("never repeats a value", () => {
    const raw = { url: "https://u:hidden@ci", username: "a:hidden", apiToken: ["hidden"], password: 5 };
    expect(problemsOf(raw).join()).not.toContain("hidden");
  });
});
