import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { passwordLogin, startJenkins, startProvider, tokenLogin } from "../../support/lifecycleProvider.ts";
import { create, destroy } from "../../support/lifecycleResource.ts";

/** What Jenkins was asked, by the last part of each path that says what it is about. */
function asked({ requests }: EmbeddedJenkins): string[] {
  return requests.map(({ method, path }) => {
    const [, about = path] = /(crumbIssuer|whoAmI|generateNewToken|revoke)/.exec(path) ?? [];
    return `${method} ${about}`;
  });
}

/** Once for a provider process and connection. */
const version = "GET /login";
const made = ["POST generateNewToken", "GET whoAmI"];
const revoked = ["POST revoke", "GET whoAmI"];

describe("what one token costs", () => {
  it("is two requests to make and prove it, and two to revoke it and prove that", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const tokens = [await create(provider), await create(provider)];
    for (const token of tokens) await destroy(provider, token);
    expect(asked(jenkins)).toEqual([version, ...made, ...made, ...revoked, ...revoked]);
  });

  it("is one crumb more with a password, once for any number of tokens", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const tokens = [await create(provider), await create(provider)];
    for (const token of tokens) await destroy(provider, token);
    expect(asked(jenkins)).toEqual([version, "GET crumbIssuer", ...made, ...made, ...revoked, ...revoked]);
  });

  it("is one crumb and one look at the version also for tokens that are made at the same time", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await Promise.all(["admin", "alice", "svc"].map((username) => create(provider, { username })));
    expect(asked(jenkins).filter((request) => request.includes("crumb"))).toHaveLength(1);
    expect(jenkins.requests).toHaveLength(2 + 3 * made.length);
  });

  it("is one more look, once, at whether crumbs are switched off or the URL is wrong", async () => {
    const jenkins = await startJenkins({ crumbIssuer: false });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await create(provider);
    await create(provider);
    expect(asked(jenkins)).toEqual([version, "GET crumbIssuer", "GET /login", ...made, ...made]);
  });
});

describe("what goes along with the requests", () => {
  it("is a session's cookie with a password, but for the proof", async () => {
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

  it("is never a cookie with an API token", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const tokens = [await create(provider), await create(provider)];
    for (const token of tokens) await destroy(provider, token);
    expect(jenkins.requests.filter(({ hasCookie }) => hasCookie)).toEqual([]);
  });
});
