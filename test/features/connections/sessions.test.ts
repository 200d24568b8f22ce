import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin } from "../../support/lifecycleProvider.ts";
import { create, destroy, type Resource } from "../../support/lifecycleResource.ts";

/** Makes so many tokens at the same time. */
function createMany(provider: Parameters<typeof create>[0], count: number, args = (_: number) => ({})) {
  return Promise.all(Array.from({ length: count }, (_, index) => create(provider, args(index))));
}

function crumbsOf({ requests }: EmbeddedJenkins): number {
  return requests.filter(({ path }) => path.endsWith("/crumbIssuer/api/json")).length;
}

/** Users u0, u1 … and an administrator who may make tokens for them. */
function withUsers(count: number) {
  const users = Array.from({ length: count }, (_, index) => ({ id: `u${index}` }));
  return {
    users: [{ id: "admin", password: "admin-pw", administrator: true }, ...users],
    adminCanGenerateNewTokens: true,
  };
}

describe("a login by password", () => {
  it("is one session with one crumb for any number of tokens", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const resources = await createMany(provider, 12);
    await Promise.all(resources.map((resource) => destroy(provider, resource)));
    expect(crumbsOf(jenkins)).toBe(1);
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("goes on in a new session when its own has expired in the middle", async () => {
    const jenkins = await startJenkins(withUsers(8));
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const owners = (index: number) => ({ username: `u${index}` });
    const before = await createMany(provider, 8, owners);
    jenkins.faults.add({ kind: "sessionsExpire", method: "POST" });
    const after = await createMany(provider, 8, owners);
    expect(crumbsOf(jenkins)).toBe(2);
    expect([...before, ...after].every(({ outs }) => outs.tokenValue)).toBe(true);
    expect(jenkins.tokens("u0")).toHaveLength(2);
  });

  it("goes on after a restart of the controller", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await create(provider);
    jenkins.restart();
    await create(provider);
    expect(jenkins.tokens("alice")).toHaveLength(2);
    expect(crumbsOf(jenkins)).toBe(2);
  });

  it("fetches a refused crumb once more, and only once", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    jenkins.faults.add({ kind: "sessionsExpire", method: "POST", times: 9 });
    const error = await failureOf(create(provider));
    expect(error).toMatchObject({ code: "crumbRefused" });
    expect(error.message).toContain("response: 403 No valid crumb was included in the request");
    expect(error.message).toContain("A login with an API token needs no crumb");
    expect(crumbsOf(jenkins)).toBe(2);
    expect(jenkins.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("stays at the node of a load balancer that knows its session", async () => {
    const jenkins = await startJenkins({ stickyLoadBalancer: true, contextPath: "/jenkins" });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const resources = await createMany(provider, 3);
    for (const resource of resources) await destroy(provider, resource);
    expect(crumbsOf(jenkins)).toBe(1);
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("works where crumbs are switched off, and when they are switched on in the middle", async () => {
    const jenkins = await startJenkins({ crumbIssuer: false });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await create(provider);
    jenkins.setCrumbIssuer(true);
    await create(provider);
    expect(jenkins.tokens("alice")).toHaveLength(2);
  });

  it("finds out when cookies get lost at a proxy", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const crumb = JSON.stringify({ crumbRequestField: "Jenkins-Crumb", crumb: "of another session" });
    gateway.respond("/crumbIssuer/api/json", { status: 200, body: crumb });
    const error = await failureOf(create(startProvider(passwordLogin(gateway, "alice"))));
    expect(error).toMatchObject({ code: "crumbRefused" });
    expect(error.message).toContain("check for a load balancer or proxy that drops cookies");
  });
});

describe("a login by API token", () => {
  it("asks for no crumb, and sends no cookie, whatever Jenkins and its load balancer set", async () => {
    const jenkins = await startJenkins({ stickyLoadBalancer: true });
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const resources: Resource[] = await createMany(provider, 3);
    for (const resource of resources) await destroy(provider, resource);
    expect(crumbsOf(jenkins)).toBe(0);
    expect(jenkins.requests.filter(({ hasCookie }) => hasCookie)).toEqual([]);
  });
});

describe("a login that is refused", () => {
  /** How often somebody tried to log in and was refused. */
  const refusals = ({ requests }: EmbeddedJenkins) => requests.filter(({ status }) => status === 401).length;

  it("is attempted twice at the most, however many tokens there are: a directory may lock the user out", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-password-1"));
    for (const _ of Array(10)) {
      const error = await failureOf(create(provider));
      expect(error).toMatchObject({ code: "wrongCredentials" });
      expect(error.message).toContain(`Jenkins at ${jenkins.url} refused the login of 'alice' (401)`);
    }
    expect(refusals(jenkins)).toBe(2);
  });

  it("is attempted twice at the most also by tokens that are created at the same time", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-password-1"));
    const attempts = Array.from({ length: 10 }, () => failureOf(create(provider)));
    const codes = (await Promise.all(attempts)).map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["wrongCredentials"]));
    expect(refusals(jenkins)).toBe(2);
  });

  it("is believed only of a controller that is up: one that boots refuses good logins", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    jenkins.faults.add({ kind: "booting", path: /crumbIssuer|login$/ });
    await create(provider);
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });
});
