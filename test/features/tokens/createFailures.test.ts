import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create } from "../../support/lifecycleResource.ts";

describe("no token is created", () => {
  it("with a wrong password", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-password-1"));
    const { message } = await expectFailure(create(provider), "wrongCredentials", jenkins.url);
    expect(message).toMatch(/ {2}request: .* as alice\n {2}response: 401 .*\n {2}what to do: /);
  });

  it("with an API token that was revoked", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    jenkins.revokeToken("alice", jenkins.tokens("alice")[0]?.uuid ?? "");
    await expectFailure(create(provider), "wrongCredentials", "revoked or expired API token");
  });

  it("where nobody listens", async () => {
    const jenkins = await startJenkins();
    await jenkins.close();
    const creating = create(startProvider(passwordLogin(jenkins, "alice")));
    await expectFailure(creating, "unreachable", jenkins.url, "ECONNREFUSED");
  });

  it("on a host that doesn't exist", async () => {
    const nowhere = { url: "http://jenkins.invalid" };
    const creating = create(startProvider(passwordLogin(nowhere, "alice")));
    await expectFailure(creating, "unknownHost", "http://jenkins.invalid");
  });

  it("where single sign-on wants to log the user in", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const headers = { location: "https://sso.example.com/login" };
    gateway.respond("/generateNewToken", { status: 302, headers });
    const creating = create(startProvider(passwordLogin(gateway, "alice")));
    await expectFailure(
      creating,
      "singleSignOn",
      "https://sso.example.com/login",
      "Log in with an API token",
    );
  });

  it("where something else than Jenkins responds with 200 to everything", async () => {
    const gateway = await startGateway({ url: "http://127.0.0.1:1" });
    gateway.respond("", { status: 200, body: "<html><head><title>It works!</title></head></html>" });
    const creating = create(startProvider(passwordLogin(gateway, "alice")));
    await expectFailure(creating, "unexpectedResponse", "response: 200 It works!");
  });
});

describe("a wrong context path", () => {
  it.each([
    ["a password", passwordLogin],
    ["an API token", tokenLogin],
  ])("is an error where it is missing, with %s", async (_, login) => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const url = jenkins.url.replace(/\/jenkins$/, "");
    const settings = { ...login(jenkins, "alice"), "jenkins:url": url };
    await expectFailure(create(startProvider(settings)), "wrongPath", `${url}/jenkins`);
  });

  it.each([
    ["a password", passwordLogin],
    ["an API token", tokenLogin],
  ])("is an error where there is none, with %s", async (_, login) => {
    const jenkins = await startJenkins();
    const settings = { ...login(jenkins, "alice"), "jenkins:url": `${jenkins.url}/ci` };
    await expectFailure(create(startProvider(settings)), "wrongPath", `${jenkins.url}/ci`);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});

describe("a new token that does not work is revoked again", () => {
  it("where Jenkins refuses it", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [401], path: /whoAmI/ });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await expectFailure(create(provider, { tokenName: "deploy" }), "tokenRefused", "deploy");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it.each([
    ["svc", "Basic c3ZjOnN2Yy1wdw=="],
    ["anonymous", ""],
  ])("where a gateway logs it in as somebody else: %s", async (owner, authorization) => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.logInAs(authorization, "/whoAmI/api/json");
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    await expectFailure(create(provider, { tokenName: "deploy" }), "wrongOwner", `'${owner}'`);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});
