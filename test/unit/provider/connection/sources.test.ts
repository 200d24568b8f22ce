import { describe, expect, it } from "vitest";
import { inspectSource } from "../../../../provider/connection/inspect.ts";
import { findSource } from "../../../../provider/connection/sources.ts";

const resource = { url: "https://resource", username: "r", apiToken: "tr" };
const config = { "jenkins:url": "https://config", "jenkins:username": "c", "jenkins:apiToken": "tc" };
const environment = { JENKINS_URL: "https://environment", JENKINS_USER_ID: "e", JENKINS_API_TOKEN: "te" };

function resolve(sources: {
  resource?: unknown;
  controller?: string;
  config?: Record<string, string>;
  environment?: Record<string, string>;
}) {
  const { resource: connection, controller, config: stack = {}, environment = {} } = sources;
  const source = findSource({ connection, controller }, { config: (key) => stack[key], environment });
  return inspectSource(source, environment);
}

function settingsAtFault({ problems }: ReturnType<typeof resolve>): string[] {
  return problems.map(({ path }) => path);
}

describe("the connection", () => {
  it("comes from the resource before all", () => {
    expect(resolve({ resource, config, environment })).toMatchObject({
      origin: "resource",
      values: { url: "https://resource", username: "r", apiToken: "tr" },
    });
  });

  it("comes from the stack's configuration before the environment", () => {
    expect(resolve({ config, environment })).toMatchObject({
      origin: "config",
      values: { url: "https://config", username: "c", apiToken: "tc" },
    });
  });

  it("comes from the environment where nothing else is set", () => {
    expect(resolve({ environment })).toMatchObject({
      origin: "environment",
      values: { url: "https://environment", username: "e", apiToken: "te" },
    });
  });

  it("may be a password in the environment", () => {
    const { JENKINS_API_TOKEN: _, ...rest } = environment;
    expect(resolve({ environment: { ...rest, JENKINS_PASSWORD: "pw" } })).toMatchObject({
      values: { username: "e", password: "pw" },
    });
  });

  it("has its other settings in the configuration too", () => {
    const more = { ...config, "jenkins:requestTimeoutSeconds": "5", "jenkins:maxRetries": "1" };
    expect(resolve({ config: more })).toMatchObject({
      values: { requestTimeoutSeconds: "5", maxRetries: "1" },
    });
  });

  it("isn't there where nothing is set, and what is set to nothing doesn't count", () => {
    expect(resolve({})).toMatchObject({ problems: [], origin: undefined });
    expect(resolve({ environment: { JENKINS_URL: "", JENKINS_PASSWORD: "" } })).toMatchObject({
      problems: [],
      origin: undefined,
    });
    expect(resolve({ config: { "jenkins:url": "" }, environment })).toMatchObject({ origin: "environment" });
  });

  it("is never put together from two places", () => {
    const resolved = resolve({ config: { "jenkins:url": "https://config" }, environment });
    expect(resolved.origin).toBe("config");
    expect(settingsAtFault(resolved)).toEqual(["jenkins:username", "jenkins:apiToken"]);
  });
});

describe("a named connection", () => {
  const eu = { url: "https://eu", username: "n", apiToken: "tn" };
  const named = { ...config, "jenkins:controllers": JSON.stringify({ eu, us: { ...eu, url: "ftp://us" } }) };

  it("comes from the map of the stack's configuration, before the stack's only connection", () => {
    expect(resolve({ controller: "eu", config: named, environment })).toMatchObject({
      origin: "controller",
      values: { url: "https://eu", username: "n", apiToken: "tn" },
    });
    expect(resolve({ config: named })).toMatchObject({ url: "https://config" });
  });

  it("excludes the resource's own", () => {
    expect(resolve({ resource, controller: "eu", config: named }).problems).toEqual([
      { path: "connection", reason: "is given besides controller; give only one of the two" },
    ]);
  });

  it("that doesn't exist is reported together with those that do", () => {
    const reason = "'asia' is not in jenkins:controllers of the stack's configuration; there are eu, us";
    expect(resolve({ controller: "asia", config: named })).toMatchObject({
      problems: [{ path: "controller", reason }],
    });
    expect(resolve({ controller: "eu", config, environment })).toMatchObject({
      problems: [{ path: "controller", reason: expect.stringContaining("there are none") }],
    });
  });

  it("that is wrong is reported by its place in the map", () => {
    expect(settingsAtFault(resolve({ controller: "us", config: named }))).toEqual([
      "jenkins:controllers.us.url",
    ]);
  });
});

describe("what is wrong with a connection", () => {
  it("is reported by the name of an input", () => {
    const bad = { url: "ftp://x", usrname: "r", apiToken: "t" };
    expect(settingsAtFault(resolve({ resource: bad, config }))).toEqual([
      "connection.url",
      "connection.username",
      "connection.usrname",
    ]);
    expect(settingsAtFault(resolve({ resource: "https://x" }))).toEqual(["connection"]);
  });

  it("is reported by the key of the configuration", () => {
    const both = { ...config, "jenkins:password": "pw", "jenkins:maxRetries": "many" };
    expect(settingsAtFault(resolve({ config: both }))).toEqual(["jenkins:maxRetries", "jenkins:password"]);
  });

  it("is reported by the name of the environment variable", () => {
    expect(
      settingsAtFault(resolve({ environment: { JENKINS_API_TOKEN: "t", JENKINS_PASSWORD: "p" } })),
    ).toEqual(["JENKINS_URL", "JENKINS_USER_ID", "JENKINS_PASSWORD"]);
  });
});
