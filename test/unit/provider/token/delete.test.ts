import { describe, expect, it } from "vitest";
import { refusePath } from "../../../../emulator/gateways/gateway.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { expectFailure, failureOf } from "../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../../../support/lifecycleResource.ts";

describe("destroying a token", () => {
  it.each([
    ["a password", passwordLogin],
    ["an API token", tokenLogin],
  ])("revokes it, with %s", async (_, login) => {
    const jenkins = await startJenkins();
    const provider = startProvider(login(jenkins, "alice"));
    const [token, other] = [await create(provider), await create(provider, { tokenName: "other" })];
    await destroy(provider, token);
    expect(await userOf(jenkins, token)).toBeUndefined();
    expect(await userOf(jenkins, other)).toBe("alice");
    expect(tokenNames(jenkins, "alice")).toEqual(["other"]);
  });

  it("revokes somebody else's as administrator, whom the flag doesn't matter then", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", method: "rest" });
    jenkins.setAdminCanGenerateNewTokens(false);
    await destroy(provider, token);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("succeeds twice", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    await destroy(provider, token);
    await destroy(provider, token);
  });

  it("succeeds for a token that was revoked behind Pulumi's back", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    jenkins.revokeToken("alice", token.id);
    await destroy(provider, token);
  });

  it.each(["2.568.2", "2.346.3"])("succeeds for a user who was deleted, on Jenkins %s", async (version) => {
    const jenkins = await startJenkins({ version, adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", method: "rest" });
    jenkins.deleteUser("alice");
    await destroy(provider, token);
  });

  it("fails where the login is refused, and the token goes on working", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const provider = startProvider(passwordLogin(jenkins, "alice", "wrong-password-1"));
    const { message } = await failureOf(destroy(provider, token));
    expect(message).toContain(`Jenkins at ${jenkins.url} refused the login of 'alice' (401).`);
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("fails where the login may not revoke it, and names the permission", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const { message, code } = await failureOf(destroy(startProvider(passwordLogin(jenkins, "svc")), token));
    expect(code).toBe("notPermitted");
    expect(message).toContain("Overall/Administer");
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("fails where the token still works afterwards", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const token = await create(provider);
    gateway.respond("/revoke", { status: 200 });
    const { message } = await failureOf(destroy(provider, token));
    expect(message).toContain(`The token ${token.id} of 'alice' still works after it was revoked.`);
    expect(message).toContain(`${gateway.url}/user/alice/security/`);
  });

  it.each([
    ["reset", { kind: "reset", when: "afterEffect" }],
    ["answered 500", { kind: "status", status: 500, when: "afterEffect" }],
    ["answered with a page", { kind: "html", when: "afterEffect" }],
  ] as const)("succeeds where the revoke was %s, and the list shows that it is missing", async (_, fault) => {
    const jenkins = await startJenkins();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" });
    const token = await create(provider);
    jenkins.faults.add({ ...fault, path: /revoke$/ });
    await destroy(provider, token);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("fails where a revoke was cut off, and nothing can show whether it took effect", async () => {
    const jenkins = await startJenkins({ gateways: [refusePath(/\/(security\/|configure)$/)] });
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" });
    const first = await create(provider, { version: 1, overlapDays: 7 });
    const second = await update(provider.next(), first, { version: 2, overlapDays: 7 });
    // The previous token is revoked first, which its own 401 shows: the one refused login of this process.
    jenkins.faults.add({ kind: "reset", when: "beforeEffect", path: /revoke$/, nth: 2 });
    await expectFailure(destroy(provider.next(), second), "revokeOutcomeUnknown", second.outs.tokenUuid);
    expect(await userOf(jenkins, second)).toBe("alice");
    await destroy(provider.next(), second);
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("reports what went wrong where nothing was revoked", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" });
    const token = await create(provider);
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /revoke$/ });
    const { message } = await failureOf(destroy(provider, token));
    expect(message).toContain("is unavailable (502)");
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("says that a refresh finds out, where neither the revoke, the list nor the token gives a response", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" });
    const token = await create(provider);
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path: /revoke$/ });
    jenkins.faults.add({
      kind: "status",
      status: 504,
      when: "beforeEffect",
      path: /whoAmI|security\/$/,
      times: 2,
    });
    const { message, code } = await failureOf(destroy(provider, token));
    expect(code).toBe("revokeOutcomeUnknown");
    expect(message).toContain(token.id);
    expect(message).toContain("run `pulumi refresh` before `pulumi up`");
    expect(await refresh(provider.next(), token)).toBeUndefined();
  });

  it("fails where Jenkins can't be reached or has moved away", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    const wrongPath = startProvider(passwordLogin({ url: `${jenkins.url}/jenkins` }, "alice"));
    await failureOf(destroy(wrongPath, token));
    expect(await userOf(jenkins, token)).toBe("alice");
    await jenkins.close();
    const { message } = await failureOf(destroy(startProvider(passwordLogin(jenkins, "alice")), token));
    expect(message).toContain("can't be reached");
  });
});

describe("the token that the provider itself logs in with", () => {
  async function startBootstrapped() {
    const jenkins = await startJenkins();
    const bootstrap = await create(startProvider(passwordLogin(jenkins, "alice")));
    const { tokenValue } = bootstrap.outs;
    const provider = startProvider({
      "jenkins:url": jenkins.url,
      "jenkins:username": "alice",
      "jenkins:apiToken": tokenValue,
    });
    return { jenkins, bootstrap, provider };
  }

  it("isn't revoked while the program has been run, and the error says how to go on", async () => {
    const { jenkins, bootstrap, provider } = await startBootstrapped();
    await preview(provider, bootstrap);
    const { message, code } = await failureOf(destroy(provider, bootstrap));
    expect(code).toBe("ownCredential");
    expect(message).toContain(bootstrap.id);
    expect(message).toContain("Give the provider another login");
    expect(await userOf(jenkins, bootstrap)).toBe("alice");
    expect(await refresh(provider, bootstrap)).toEqual(bootstrap);
  });

  it("is revoked by a destroy, after everything else, in whatever order the engine asks for it", async () => {
    const { jenkins, bootstrap, provider } = await startBootstrapped();
    const other = startProvider(passwordLogin(jenkins, "alice"));
    const tokens = [await create(other, { tokenName: "one" }), await create(other, { tokenName: "two" })];
    await Promise.all([bootstrap, ...tokens].map((token) => destroy(provider, token)));
    expect(tokenNames(jenkins, "alice")).toEqual([]);
    const revokes = jenkins.requests.filter(({ path }) => path.endsWith("/revoke"));
    expect(revokes.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await userOf(jenkins, bootstrap)).toBeUndefined();
  });

  it("isn't revoked by a destroy in which something else wasn't, which needs the login again", async () => {
    const { jenkins, bootstrap, provider } = await startBootstrapped();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    jenkins.faults.add({ kind: "booting", statuses: [503], path: /revoke$/, times: 5 });
    const failures = [bootstrap, token].map((each) => failureOf(destroy(provider, each)));
    const codes = (await Promise.all(failures)).map(({ code }) => code);
    expect(codes).toEqual(["ownCredential", "starting"]);
    expect(await userOf(jenkins, bootstrap)).toBe("alice");
    const again = startProvider({
      "jenkins:url": jenkins.url,
      "jenkins:username": "alice",
      "jenkins:apiToken": bootstrap.outs.tokenValue,
    });
    await Promise.all([bootstrap, token].map((each) => destroy(again, each)));
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("leaves none behind that the engine comes to only after it: those revoke themselves", async () => {
    const { jenkins, bootstrap, provider } = await startBootstrapped();
    const other = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(other, { tokenName: "deploy", version: 1, overlapDays: 7 });
    const second = await update(other, first, { tokenName: "deploy", version: 2, overlapDays: 7 });
    await destroy(provider, bootstrap);
    await destroy(provider, second);
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});
