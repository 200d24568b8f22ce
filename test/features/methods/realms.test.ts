import { describe, expect, it } from "vitest";
import { refuseEncodedSlash, refusePath } from "../../../emulator/index.ts";
import { isSameUserAt } from "../../../provider/jenkins/sameUser.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { byPassword, startClient } from "../../support/lifecycleClient.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh, update } from "../../support/lifecycleResource.ts";

const admin = { id: "admin", password: "admin-pw", administrator: true };

describe("a user ID with a slash, behind a proxy that refuses %2F in paths", () => {
  const servers = ["nginx", "apache"] as const;
  const users = [admin, { id: "team/svc" }];

  it.each(servers)("has tokens by the script console, from create to destroy (%s)", async (server) => {
    const jenkins = await startJenkins({ users, gateways: [refuseEncodedSlash(server)] });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "team/svc", tokenName: "deploy" });
    expect(token.outs.method).toBe("scriptConsole");
    expect((await refresh(provider, token))?.outs).toEqual(token.outs);
    const renamed = await update(provider, token, { username: "team/svc", tokenName: "renamed" });
    expect(tokenNames(jenkins, "team/svc")).toEqual(["renamed"]);
    await destroy(provider, renamed);
    expect(tokenNames(jenkins, "team/svc")).toEqual([]);
    expect(jenkins.refusedLogins()).toEqual([]);
    expect(provider.warnings).toEqual([]);
  });

  it.each(servers)("is refused by REST alone, with the character (%s)", async (server) => {
    const jenkins = await startJenkins({ users, gateways: [refuseEncodedSlash(server)] });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const error = await failureOf(create(provider, { username: "team/svc", method: "rest" }));
    expect(error).toMatchObject({ code: "userIdBlocked" });
    expect(error.message).toContain("'/' (%2F)");
  });
});

describe("a user ID with another character that proxies refuse in paths", () => {
  const gateways = [
    ["\\", "%5C", "DOMAIN\\svc"],
    [";", "%3B", "svc;1"],
    ["%", "%25", "50%2e"],
  ] as const;

  it.each(gateways)(
    "has tokens by the script console, and REST names %s (%s)",
    async (character, encoded, id) => {
      const users = [admin, { id }];
      const jenkins = await startJenkins({ users, gateways: [refusePath(new RegExp(encoded, "i"))] });
      const provider = startProvider(passwordLogin(jenkins, "admin"));
      const byRest = await failureOf(create(provider, { username: id, method: "rest" }));
      expect(byRest).toMatchObject({ code: "userIdBlocked" });
      expect(byRest.message).toContain(`'${character}' (${encoded})`);

      const token = await create(provider, { username: id, tokenName: "deploy" });
      expect((await refresh(provider.next(), token))?.outs).toEqual(token.outs);
      await destroy(
        provider.next(),
        await update(provider.next(), token, { username: id, tokenName: "renamed" }),
      );
      expect(tokenNames(jenkins, id)).toEqual([]);
      expect(jenkins.refusedLogins()).toEqual([]);
    },
  );

  it("fails for the user alone whose path is refused, who is no administrator", async () => {
    const users = [{ id: "team/svc", password: "team-svc-pw" }];
    const jenkins = await startJenkins({ users, gateways: [refuseEncodedSlash("nginx")] });
    const provider = startProvider(passwordLogin(jenkins, "team/svc", "team-svc-pw"));
    const error = await failureOf(create(provider));
    expect(error).toMatchObject({ code: "userIdBlocked" });
    expect(error.message).toMatch(/'\/' \(%2F\).*log in as an administrator/s);
  });
});

describe("a script console that a proxy rule closes", () => {
  it.each([{}, { method: "scriptConsole" }, { method: "scriptConsole", expiresInDays: 30 }])(
    "is named with the other methods, where an administrator creates a token for another user: %o",
    async (args) => {
      const jenkins = await startJenkins({ gateways: [refusePath(/\/scriptText$/)] });
      const provider = startProvider(passwordLogin(jenkins, "admin"));
      const { message } = await failureOf(create(provider, { username: "alice", ...args }));
      expect(message).toContain("a proxy or gateway refuses POST /scriptText (403)");
      expect(message).toContain("log in as the user who is to own the token");
      expect(message).toContain("adminCanGenerateNewTokens=true");
    },
  );

  it("is not needed any more to rename and revoke what it created: REST does that for an administrator", async () => {
    const closed = { isClosed: false };
    const rule = refusePath(/\/scriptText$/);
    const jenkins = await startJenkins({
      gateways: [(request) => (closed.isClosed ? rule(request) : undefined)],
    });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", tokenName: "deploy" });
    closed.isClosed = true;
    const renamed = await update(provider.next(), token, { username: "alice", tokenName: "renamed" });
    expect(tokenNames(jenkins, "alice")).toEqual(["renamed"]);
    await destroy(provider.next(), renamed);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("works again by the advice: with the flag of the error, REST creates the token", async () => {
    const jenkins = await startJenkins({ gateways: [refusePath(/\/scriptText$/)] });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await failureOf(create(provider, { username: "alice" }));
    jenkins.setAdminCanGenerateNewTokens(true);
    const token = await create(provider.next(), { username: "alice", tokenName: "deploy" });
    expect(token.outs.method).toBe("rest");
  });
});

describe("a front that hides X-Jenkins", () => {
  it("hides no token that was revoked by hand", async () => {
    const jenkins = await startJenkins({ hiddenHeaders: ["X-Jenkins", "X-Hudson", "X-Jenkins-Session"] });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { tokenName: "deploy" });
    expect((await refresh(provider, token))?.outs).toEqual(token.outs);
    jenkins.revokeToken("alice", token.id);
    const later = startProvider(passwordLogin(jenkins, "alice"));
    expect(await refresh(later, token)).toBeUndefined();
  });
});

describe("a user whose login by OpenID Connect is over", () => {
  it("keeps the token, with a warning that names the plugin's setting", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    jenkins.setOicSession("alice", "over");
    const provider = startProvider(tokenLogin(jenkins, "svc"));
    expect((await refresh(provider, token))?.outs).toEqual(token.outs);
    expect(provider.warnings).toEqual([expect.stringContaining("allowTokenAccessWithoutOicSession")]);
    expect(jenkins.refusedLogins()).toEqual([]);
  });
});

describe("user IDs that differ in case alone", () => {
  it.each([
    ["are one user by default", false, true],
    ["are two users in a case-sensitive realm", true, false],
  ])("%s", async (_, caseSensitiveUsers, isSame) => {
    const users = [admin, { id: "svc" }, ...(caseSensitiveUsers ? [{ id: "SVC" }] : [])];
    const jenkins = await startJenkins({ users, caseSensitiveUsers });
    expect(await isSameUserAt(startClient(jenkins, byPassword("admin")), "svc", "SVC")).toBe(isSame);
  });

  it("take no request where they are the same text, or another one altogether", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("admin"));
    expect(await isSameUserAt(client, "alice", "alice")).toBe(true);
    expect(await isSameUserAt(client, "alice", "svc")).toBe(false);
    expect(jenkins.requests).toEqual([]);
  });
});
