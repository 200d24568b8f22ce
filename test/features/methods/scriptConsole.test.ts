import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { readTokenListByScript } from "../../../provider/jenkins/tokenListScript.ts";
import { scriptConsole } from "../../../provider/methods/scriptConsole.ts";
import { startBuild, startJenkins } from "../../support/jenkins.ts";
import { byPassword, startClient } from "../../support/lifecycleClient.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, userOf } from "../../support/lifecycleResource.ts";
import { replace } from "./steps.ts";

const forAlice = { username: "alice", tokenName: "deploy" };

const logins: [string, (jenkins: EmbeddedJenkins) => Record<string, string>][] = [
  ["a password", (jenkins) => passwordLogin(jenkins, "admin")],
  ["an API token", (jenkins) => tokenLogin(jenkins, "admin")],
];

describe.each(logins)("a token that an administrator with %s makes in the script console", (_, login) => {
  it.each(["2.568.2", "2.541.3", "2.346.3", "2.138"])(
    "starts builds on %s, until it is revoked",
    async (version) => {
      const jenkins = await startJenkins({ version });
      const provider = startProvider(login(jenkins));
      const token = await create(provider, forAlice);
      expect(token.outs.method).toBe("scriptConsole");
      expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
      expect(await startBuild(jenkins.url, token.outs.username, token.outs.tokenValue)).toBe(201);
      expect(jenkins.builds("testJob")).toMatchObject([{ startedBy: "alice" }]);
      await destroy(provider, token);
      expect(await startBuild(jenkins.url, token.outs.username, token.outs.tokenValue)).toBe(401);
      expect(tokenNames(jenkins, "alice")).toEqual([]);
    },
  );
});

describe("a token of the script console", () => {
  it("survives a restart of the controller: its user was saved", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "admin")), forAlice);
    jenkins.restart();
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("rotates, the old one going last", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const first = await create(provider, { ...forAlice, version: 1 });
    const second = await replace(provider, first, { ...forAlice, version: 2 });
    expect(await userOf(jenkins, first)).toBeUndefined();
    expect(await userOf(jenkins, second)).toBe("alice");
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });

  it("expires on the day that was asked for, or after so many of the controller's days", async () => {
    const clock = { now: () => new Date("2026-11-22T23:30:00Z") };
    const jenkins = await startJenkins({ clock });
    const provider = startProvider(passwordLogin(jenkins, "admin"), { now: clock.now });
    const onDay = await create(provider, { username: "alice", expiresOn: "2027-02-28" });
    const inDays = await create(provider, { username: "alice", expiresInDays: 30 });
    expect(onDay.outs).toMatchObject({ method: "scriptConsole", expiresOn: "2027-02-28" });
    expect(inDays.outs).toMatchObject({ method: "scriptConsole", expiresOn: "2026-12-22" });
    const kept = jenkins.tokens("alice").map(({ expirationDate }) => expirationDate);
    expect(kept.toSorted()).toEqual(["2026-12-22", "2027-02-28"]);
  });

  it("has the value that was chosen for it", async () => {
    const jenkins = await startJenkins();
    const fixedValue = `11${"0123456789abcdef".repeat(2)}`;
    const token = await create(startProvider(passwordLogin(jenkins, "admin")), { ...forAlice, fixedValue });
    expect(token.outs).toMatchObject({ method: "scriptConsole", tokenValue: fixedValue });
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("can be created for any number of users at once, and many for one user", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const owners = Array.from({ length: 16 }, (_, index) => (index % 2 ? "alice" : "svc"));
    const tokens = await Promise.all(owners.map((username) => create(provider, { username })));
    expect(new Set(tokens.map(({ id }) => id)).size).toBe(16);
    expect([jenkins.tokens("alice").length, jenkins.tokens("svc").length]).toEqual([8, 8]);
    expect(await Promise.all(tokens.map((token) => userOf(jenkins, token)))).toEqual(owners);
  });
});

describe("scripts", () => {
  it.each(["2.568.2", "2.138"])("list, rename and revoke a user's tokens on %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const client = startClient(jenkins, byPassword("admin"));
    const { tokenUuid } = jenkins.generateToken("alice", "of the web UI");
    const [listed] = await readTokenListByScript(client, "alice");
    expect(listed).toMatchObject({ tokenUuid, tokenName: "of the web UI", isUsed: false });
    expect(listed?.createdAt).toBe(jenkins.tokens("alice")[0]?.creationDate.getTime());

    const address = { username: "alice", tokenUuid };
    expect(await scriptConsole.rename(client, { ...address, tokenName: "renamed" })).toBe(true);
    expect(tokenNames(jenkins, "alice")).toEqual(["renamed"]);
    expect(await scriptConsole.rename(client, { ...address, tokenUuid: "none", tokenName: "x" })).toBe(false);

    await scriptConsole.revoke(client, address);
    await scriptConsole.revoke(client, address);
    expect(await readTokenListByScript(client, "alice")).toEqual([]);
  });
});
