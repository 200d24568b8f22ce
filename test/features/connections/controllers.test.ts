import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { startProvider } from "../../support/lifecycleProvider.ts";
import {
  complaints,
  create,
  destroy,
  preview,
  refresh,
  update,
  userOf,
} from "../../support/lifecycleResource.ts";
import { startTlsJenkins } from "../../support/network.ts";

/** A stack's configuration with these controllers. */
function withControllers(controllers: Record<string, Record<string, unknown>>) {
  return { "jenkins:controllers": JSON.stringify(controllers) };
}

describe("a named controller", () => {
  it("is taken from the stack's configuration, whole, before what is configured without a name", async () => {
    const [eu, other] = [await startJenkins(), await startJenkins()];
    const provider = startProvider({
      ...withControllers({ eu: { url: eu.url, username: "alice", password: "alice-pw" } }),
      "jenkins:url": other.url,
      "jenkins:username": "svc",
      "jenkins:password": "svc-pw",
    });
    const resource = await create(provider, { controller: "eu" });
    expect(await userOf(eu, resource)).toBe("alice");
    expect(other.requests).toEqual([]);
  });

  it("leaves neither its credentials nor its settings in the state", async () => {
    const { jenkins, authority } = await startTlsJenkins();
    const eu = { url: jenkins.url, username: "alice", password: "alice-pw", caCert: authority.cert };
    const { inputs, outs } = await create(startProvider(withControllers({ eu })), { controller: "eu" });
    const { controller, url, ...rest } = outs;
    expect({ controller, url }).toEqual({ controller: "eu", url: jenkins.url });
    expect(JSON.stringify([inputs, rest])).not.toMatch(/alice-pw|BEGIN CERTIFICATE|connection/);
  });

  it("may change its credentials, which changes no token; the ones of today count", async () => {
    const jenkins = await startJenkins();
    const eu = { url: jenkins.url, username: "alice", password: "alice-pw" };
    const resource = await create(startProvider(withControllers({ eu })), { controller: "eu" });
    jenkins.setPassword("alice", "rotated-password-2");
    const today = startProvider(withControllers({ eu: { ...eu, password: "rotated-password-2" } }));
    expect(await preview(today, resource, { controller: "eu" })).toEqual({ changes: false, replaces: [] });
    await destroy(today, resource);
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("works beside others, each with its own authority and login, at the same time", async () => {
    const [eu, us] = await Promise.all([startTlsJenkins(), startTlsJenkins()]);
    const { tokenValue } = us.jenkins.generateToken("svc", "the login");
    const provider = startProvider(
      withControllers({
        eu: { url: eu.jenkins.url, username: "alice", password: "alice-pw", caCert: eu.authority.cert },
        us: { url: us.jenkins.url, username: "svc", apiToken: tokenValue, caCert: us.authority.cert },
      }),
    );
    const names = ["eu", "us", "eu", "us"];
    const resources = await Promise.all(names.map((controller) => create(provider, { controller })));
    expect(resources.map(({ outs }) => outs.username)).toEqual(["alice", "svc", "alice", "svc"]);
    expect(eu.jenkins.tokens("alice")).toHaveLength(2);
    expect(us.jenkins.tokens("svc")).toHaveLength(3);
    await Promise.all(resources.map((resource) => destroy(provider, resource)));
    expect(us.jenkins.tokens("svc").map(({ name }) => name)).toEqual(["the login"]);
  });

  it("may be another one tomorrow: then the token is looked for there, and replaced where it isn't", async () => {
    const [eu, us] = [await startJenkins(), await startJenkins()];
    const login = { username: "alice", password: "alice-pw" };
    const controllers = { eu: { url: eu.url, ...login }, us: { url: us.url, ...login } };
    const provider = startProvider(withControllers({ ...controllers, alias: controllers.eu }));
    const resource = await create(provider, { controller: "eu" });
    expect(await preview(provider, resource, { controller: "us" })).toEqual({
      changes: true,
      replaces: ["url"],
    });
    expect(await preview(provider, resource, { controller: "alias" })).toEqual({
      changes: true,
      replaces: [],
    });
  });

  it("may have a user ID or password of digits, of which the CLI makes numbers", async () => {
    const jenkins = await startJenkins({ users: [{ id: "1234567", password: "4711081547110815" }] });
    const eu = {
      url: jenkins.url,
      username: 1234567,
      password: 4711081547110815,
      headers: { "X-Team": 4711081547110816 },
    };
    const resource = await create(startProvider(withControllers({ eu })), { controller: "eu" });
    expect(resource.outs.username).toBe("1234567");
  });
});

describe("a controller that isn't there", () => {
  it("is reported by preview, with the names that there are", async () => {
    const provider = startProvider(withControllers({ eu: {}, us: {} }));
    expect(await complaints(provider, { controller: "asia" })).toEqual([
      "controller: 'asia' is not in jenkins:controllers of the stack's configuration; there are eu, us",
    ]);
    expect(await complaints(provider, { controller: "constructor" })).toHaveLength(1);
    expect(await complaints(startProvider({}), { controller: "eu" })).toEqual([
      "controller: 'eu' is not in jenkins:controllers of the stack's configuration; there are none",
    ]);
  });

  it("is reported by destroy too", async () => {
    const jenkins = await startJenkins();
    const eu = { url: jenkins.url, username: "alice", password: "alice-pw" };
    const resource = await create(startProvider(withControllers({ eu })), { controller: "eu" });
    const error = await failureOf(destroy(startProvider(withControllers({ us: eu })), resource));
    expect(error).toMatchObject({ code: "connectionInvalid" });
    expect(error.message).toContain("'eu' is not in jenkins:controllers");
    expect(error.message).toContain("restore what was removed");
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });

  it("is reported by destroy with all the keys at fault", async () => {
    const jenkins = await startJenkins();
    const eu = { url: jenkins.url, username: "alice", password: "alice-pw" };
    const resource = await create(startProvider(withControllers({ eu })), { controller: "eu" });
    const later = startProvider(withControllers({ eu: { url: "ci" } }));
    const error = await failureOf(destroy(later, resource));
    expect(error).toMatchObject({ code: "connectionInvalid" });
    const keys = ["url: must be a URL", "username: is missing", "apiToken: is missing"];
    for (const key of keys) expect(error.message).toContain(`jenkins:controllers.eu.${key}`);
  });

  it("is reported where the configuration holds no map", async () => {
    for (const controllers of ["eu", "[]", "5"]) {
      const provider = startProvider({ "jenkins:controllers": controllers });
      expect(await complaints(provider, { controller: "eu" })).toEqual([
        "jenkins:controllers: must be a map of connections by name",
      ]);
    }
  });

  it("is reported by the keys at fault, all at once", async () => {
    const eu = { url: "ci", apiToken: "one-secret-4711", password: "another-secret-4711", retries: 3 };
    const found = await complaints(startProvider(withControllers({ eu })), { controller: "eu" });
    expect(found).toEqual([
      "jenkins:controllers.eu.url: must be a URL such as https://ci.example.com/jenkins",
      "jenkins:controllers.eu.username: is missing",
      "jenkins:controllers.eu.retries: is not known here",
      "jenkins:controllers.eu.password: is given besides apiToken; give only one of the two",
    ]);
  });
});

describe("a connection that comes from another resource", () => {
  const connection = (apiToken: unknown, url = "https://ci.example.com") => ({
    connection: { url, username: "alice", apiToken },
  });

  it("is looked at by preview as far as it is known", async () => {
    const provider = startProvider({});
    expect(await complaints(provider, connection(unknownValue))).toEqual([]);
    expect(await complaints(provider, { connection: unknownValue })).toEqual([]);
    expect(await complaints(provider, connection(unknownValue, "ftp://ci"))).toEqual([
      "connection.url: must start with https:// or http://",
    ]);
    const more = { ...connection(unknownValue).connection, password: "a-password-4711", maxRetries: -1 };
    expect(await complaints(provider, { connection: more })).toEqual([
      "connection.maxRetries: must be 0 or more",
      "connection.password: is given besides apiToken; give only one of the two",
    ]);
  });

  it("is taken over in place when its administrator's token was rotated", async () => {
    const jenkins = await startJenkins();
    const [first, second] = ["first", "second"].map(
      (name) => jenkins.generateToken("alice", name).tokenValue,
    );
    const provider = startProvider({});
    const resource = await create(provider, connection(first, jenkins.url));
    const news = connection(second, jenkins.url);
    expect(await preview(provider, resource, news)).toEqual({ changes: true, replaces: [] });
    const updated = await update(provider, resource, news);
    expect(updated.outs.tokenValue).toBe(resource.outs.tokenValue);
    const revoked = jenkins.tokens("alice").find(({ name }) => name === "first");
    jenkins.revokeToken("alice", revoked?.uuid ?? "");
    expect(await refresh(provider, updated)).toBeDefined();
    await destroy(provider, updated);
    expect(jenkins.tokens("alice").map(({ name }) => name)).toEqual(["second"]);
  });

  it("is not looked at against the controller while it isn't known", async () => {
    const jenkins = await startJenkins();
    const { tokenValue } = jenkins.generateToken("alice", "first");
    const provider = startProvider({});
    const resource = await create(provider, connection(tokenValue, jenkins.url));
    jenkins.clearRequests();
    const { changes, replaces } = await preview(provider, resource, connection(unknownValue, jenkins.url));
    expect({ changes, replaces }).toEqual({ changes: true, replaces: [] });
    expect(jenkins.requests).toEqual([]);
  });
});
