import { describe, expect, it } from "vitest";
import { startBuild, startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh, update, userOf } from "../../support/lifecycleResource.ts";
import { replace } from "./steps.ts";

const singleSignOn = { singleSignOn: true };

describe("behind single sign-on", () => {
  it.each([
    ["of oneself", {}],
    ["of somebody else", { username: "svc" }],
    ["by script", { username: "svc", method: "scriptConsole" }],
  ])("a password creates no token %s, and the error says what does", async (_, args) => {
    const jenkins = await startJenkins(singleSignOn);
    await expectFailure(create(startProvider(passwordLogin(jenkins, "admin")), args), "singleSignOn");
    for (const user of ["admin", "svc"]) expect(tokenNames(jenkins, user)).toEqual([]);
  });

  it("an API token creates tokens that work, rotate and are revoked", async () => {
    const jenkins = await startJenkins(singleSignOn);
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const first = await create(provider, { version: 1 });
    expect(await startBuild(jenkins.url, first.outs.username, first.outs.tokenValue)).toBe(201);
    const second = await replace(provider, first, { version: 2 });
    const renamed = await update(provider, second, { version: 2, tokenName: "deploy" });
    expect((await refresh(provider, renamed))?.outs.tokenName).toBe("deploy");
    await destroy(provider, renamed);
    expect(await userOf(jenkins, renamed)).toBeUndefined();
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("an administrator's API token creates tokens for users who have no password", async () => {
    const jenkins = await startJenkins(singleSignOn);
    const token = await create(startProvider(tokenLogin(jenkins, "admin")), { username: "svc" });
    expect(token.outs.method).toBe("scriptConsole");
    expect(await userOf(jenkins, token)).toBe("svc");
  });

  it("the first token, clicked together in the web UI, is adopted with itself for a login, and revoked at last", async () => {
    const jenkins = await startJenkins(singleSignOn);
    const adopt = jenkins.generateToken("alice", "clicked together");
    const login = {
      "jenkins:url": jenkins.url,
      "jenkins:username": "alice",
      "jenkins:apiToken": adopt.tokenValue,
    };
    const token = await create(startProvider(login), { adopt });
    expect(await userOf(jenkins, token)).toBe("alice");
    await destroy(startProvider(login), token);
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it.each([{}, { crumbIssuer: false }])(
    "the way from Jenkins' login page to the company's shows that Jenkins is up, with %o",
    async (options) => {
      const jenkins = await startJenkins(options);
      const gateway = await startGateway(jenkins);
      const headers = { "x-jenkins": "2.568.2", location: "https://sso.example.com/" };
      gateway.respond("/login", { status: 302, headers });
      const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
      const token = await create(provider);
      jenkins.revokeToken("alice", token.id);
      expect(await refresh(provider.next(), token)).toBeUndefined();
      await destroy(provider.next(), token);
      const wrong = startProvider(passwordLogin(gateway, "alice", "not-hers"));
      await expectFailure(create(wrong), "wrongCredentials");
    },
  );

  it("a token that was revoked is refused, not sent to the login page: refresh finds it missing", async () => {
    const jenkins = await startJenkins(singleSignOn);
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const token = await create(provider);
    jenkins.revokeToken("alice", token.id);
    expect(await refresh(provider.next(), token)).toBeUndefined();
  });
});
