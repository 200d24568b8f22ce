import { describe, expect, it } from "vitest";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import {
  passwordLogin,
  startJenkins,
  startProvider,
  tokenLogin,
  tokenNames,
} from "../../support/lifecycleProvider.ts";
import { create } from "../../support/lifecycleResource.ts";

describe("a token isn't made, and the error says why and what to do", () => {
  it("with a wrong password", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-password-1"));
    const { message } = await failureOf(create(provider));
    expect(message).toContain(`Jenkins at ${jenkins.url} refused the login of 'alice' (401).`);
    expect(message).toMatch(/ {2}tried: .* as alice\n {2}answer: 401 .*\n {2}what to do: Check the username/);
  });

  it("with an API token that was revoked", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    jenkins.revokeToken("alice", jenkins.tokens("alice")[0]?.uuid ?? "");
    const { message } = await failureOf(create(provider));
    expect(message).toContain("A revoked or expired API token is refused the same way.");
  });

  it("where nobody listens", async () => {
    const jenkins = await startJenkins();
    await jenkins.close();
    const { message } = await failureOf(create(startProvider(passwordLogin(jenkins, "alice"))));
    expect(message).toContain(`Jenkins at ${jenkins.url} can't be reached`);
    expect(message).toContain("ECONNREFUSED");
  });

  it("on a host that doesn't exist", async () => {
    const nowhere = { url: "http://jenkins.invalid" };
    const { message } = await failureOf(create(startProvider(passwordLogin(nowhere, "alice"))));
    expect(message).toContain("The host of http://jenkins.invalid isn't known");
    expect(message).toContain("Check the spelling of the host");
  });

  it("where single sign-on wants to log the user in", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const headers = { location: "https://sso.example.com/login" };
    gateway.answer("/generateNewToken", { status: 302, headers });
    const { message } = await failureOf(create(startProvider(passwordLogin(gateway, "alice"))));
    expect(message).toContain("answers with a login page (https://sso.example.com/login)");
    expect(message).toContain("Log in with an API token");
  });

  it("where something else than Jenkins answers 200 to everything", async () => {
    const gateway = await startGateway({ url: "http://127.0.0.1:1" });
    gateway.answer("", { status: 200, body: "<html><head><title>It works!</title></head></html>" });
    const { message } = await failureOf(create(startProvider(passwordLogin(gateway, "alice"))));
    expect(message).toContain("gave an answer that isn't understood (200)");
    expect(message).toContain("answer: 200 It works!");
  });
});

describe("a wrong context path", () => {
  it.each([
    ["a password", passwordLogin],
    ["an API token", tokenLogin],
  ])("is told where it is missing, with %s", async (_, login) => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const url = jenkins.url.replace(/\/jenkins$/, "");
    const settings = { ...login(jenkins, "alice"), "jenkins:url": url };
    const { message } = await failureOf(create(startProvider(settings)));
    expect(message).toContain(`What answers at ${url} isn't a Jenkins (404).`);
    expect(message).toContain(`is it ${url}/jenkins?`);
  });

  it.each([
    ["a password", passwordLogin],
    ["an API token", tokenLogin],
  ])("is told where there is none, with %s", async (_, login) => {
    const jenkins = await startJenkins();
    const settings = { ...login(jenkins, "alice"), "jenkins:url": `${jenkins.url}/ci` };
    const { message } = await failureOf(create(startProvider(settings)));
    expect(message).toContain(
      `A Jenkins answers at ${jenkins.url}/ci, but it isn't found under that path (404).`,
    );
    expect(message).toContain("Check the path of the URL");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});

describe("a token that was made, but doesn't prove good, is revoked again", () => {
  it("where Jenkins refuses it", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.answer("/whoAmI/api/json", { status: 401 });
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const { message } = await failureOf(create(provider, { tokenName: "deploy" }));
    expect(message).toContain(
      "Jenkins made the token 'deploy' of 'alice', but refuses it (401). It was revoked again.",
    );
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it.each([
    ["svc", "Basic c3ZjOnN2Yy1wdw=="],
    ["anonymous", ""],
  ])("where it answers as somebody else: %s", async (owner, authorization) => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.logInAs(authorization, "/whoAmI/api/json");
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const { message } = await failureOf(create(provider, { tokenName: "deploy" }));
    expect(message).toContain(
      `The new token 'deploy' answers as '${owner}' instead of 'alice'. It was revoked again.`,
    );
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});
