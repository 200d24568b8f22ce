import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import {
  passwordLogin,
  startProvider,
  type TestProvider,
  tokenLogin,
  tokensOf,
} from "../../support/lifecycleProvider.ts";
import { create, destroy, preview, type Resource, refresh, update } from "../../support/lifecycleResource.ts";

/** The requests so far, by what they are about. */
function requestsAt({ requests }: EmbeddedJenkins): string[] {
  return requests.map(({ method, path }) => {
    const [, about = path] =
      /(crumbIssuer|whoAmI|generateNewToken|rename|revoke|security\/$)/.exec(path) ?? [];
    return `${method} ${about}`;
  });
}

/** Once for a provider process and connection. */
const version = "GET /login";
const list = "GET security/";
const created = ["POST generateNewToken", "GET whoAmI"];
const deleted = ["POST revoke", list];

describe("the requests that a token takes", () => {
  it("are two to create and verify it, and two to revoke it and verify that; once a look at the login's own expiry", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const tokens = [await create(provider), await create(provider)];
    for (const token of tokens) await destroy(provider, token);
    expect(requestsAt(jenkins)).toEqual([version, ...created, list, ...created, ...deleted, ...deleted]);
  });

  it("are one crumb more with a password, once for any number of tokens", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const tokens = [await create(provider), await create(provider)];
    for (const token of tokens) await destroy(provider, token);
    const crumb = "GET crumbIssuer";
    expect(requestsAt(jenkins)).toEqual([version, crumb, ...created, ...created, ...deleted, ...deleted]);
  });

  it("are one crumb and one check of the version also for tokens that are created at the same time", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await Promise.all(["admin", "alice", "svc"].map((username) => create(provider, { username })));
    expect(requestsAt(jenkins).filter((request) => request.includes("crumb"))).toHaveLength(1);
    expect(jenkins.requests).toHaveLength(2 + 3 * created.length);
  });

  it("are one more, once, where there is no crumb issuer: crumbs are switched off, or the URL is wrong", async () => {
    const jenkins = await startJenkins({ crumbIssuer: false });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await create(provider);
    await create(provider);
    expect(requestsAt(jenkins)).toEqual([version, "GET crumbIssuer", "GET /login", ...created, ...created]);
  });

  it("are none where an up changes nothing", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(tokenLogin(jenkins, "alice")), { version: 1 });
    const up = startProvider(tokenLogin(jenkins, "alice"));
    jenkins.clearRequests();
    expect(await preview(up, token, { version: 1 })).toEqual({ changes: false, replaces: [] });
    expect(jenkins.requests).toEqual([]);
  });

  it("are one more in a rotation with overlap, for the name of the previous token", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { version: 1, overlapDays: 7 });
    jenkins.clearRequests();
    await update(provider, token, { version: 2, overlapDays: 7 });
    expect(requestsAt(jenkins)).toEqual([...created, "POST rename"]);
  });
});

describe("the requests that many tokens of one user take", () => {
  /** Resources of tokens that the user has already. */
  function resourcesOf(jenkins: EmbeddedJenkins, username: string): Resource[] {
    return tokensOf(jenkins, username).map(({ uuid, name }) => {
      const tokenValue = `11${uuid.replaceAll("-", "")}`;
      const outs = { username, tokenName: name, tokenUuid: uuid, tokenValue, url: jenkins.url };
      const state = { ...outs, createdAt: "2026-11-22T10:00:00Z", method: "rest" };
      return { name, id: uuid, inputs: { username, tokenName: name }, outs: state };
    });
  }

  const logins: [string, string, (jenkins: EmbeddedJenkins) => TestProvider, string[]][] = [
    ["their owner", "alice", (jenkins) => startProvider(tokenLogin(jenkins, "alice")), [list]],
    [
      "an administrator by password",
      "alice",
      (jenkins) => startProvider(passwordLogin(jenkins, "admin")),
      [list],
    ],
    [
      "an administrator by API token, whose own expiry is checked",
      "alice",
      (jenkins) => startProvider(tokenLogin(jenkins, "admin")),
      [list, list],
    ],
  ];
  it.each(logins)("are one list in a refresh of 500 by %s", async (_, username, login, expected) => {
    const jenkins = await startJenkins();
    jenkins.generateTokens(username, 500, "token");
    const resources = resourcesOf(jenkins, username);
    const provider = login(jenkins);
    const refreshed = await Promise.all(resources.map((resource) => refresh(provider, resource)));
    expect(refreshed).toEqual(resources);
    expect(requestsAt(jenkins)).toEqual(expected);
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it("are one revocation each and one list for all in a destroy", async () => {
    const jenkins = await startJenkins({ saveDelayMs: 0 });
    jenkins.generateTokens("alice", 64, "token");
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await Promise.all(resourcesOf(jenkins, "alice").map((resource) => destroy(provider, resource)));
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(requestsAt(jenkins).filter((request) => request === "POST revoke")).toHaveLength(64);
    expect(requestsAt(jenkins).filter((request) => request === list)).toHaveLength(1);
  });
});

describe("cookies", () => {
  it("are sent with a password, but for the verification of a token", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await create(provider);
    jenkins.clearRequests();
    await create(provider);
    expect(jenkins.requests.map(({ hasCookie, signedInBy }) => ({ hasCookie, signedInBy }))).toEqual([
      { hasCookie: true, signedInBy: "password" },
      { hasCookie: false, signedInBy: "apiToken" },
    ]);
  });

  it("are never sent with an API token", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const tokens = [await create(provider), await create(provider)];
    for (const token of tokens) await destroy(provider, token);
    expect(jenkins.requests.filter(({ hasCookie }) => hasCookie)).toEqual([]);
  });
});
