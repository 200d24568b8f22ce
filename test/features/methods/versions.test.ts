import { describe, expect, it } from "vitest";
import { isAtLeast, isCloudBees } from "../../../provider/jenkins/features.ts";
import { startBuild, startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../../support/lifecycleResource.ts";
import { replace } from "./steps.ts";

const logins = [
  ["a password", passwordLogin],
  ["an API token", tokenLogin],
] as const;
const versions = ["2.138", "2.346.3", "2.541.3", "2.568.2"];

describe.each(versions)("a token on Jenkins %s", (version) => {
  it.each(logins)("is made, renamed, repaired, rotated and revoked with %s", async (_, login) => {
    const jenkins = await startJenkins({ version });
    const provider = startProvider(login(jenkins, "alice"));
    const first = await create(provider, { tokenName: "deploy", version: 1 });
    expect(first.outs.method).toBe("rest");
    expect(await startBuild(jenkins.url, first.outs.username, first.outs.tokenValue)).toBe(201);
    expect(await refresh(provider, first)).toEqual(first);
    const renamed = await update(provider, first, { tokenName: "renamed", version: 1 });
    expect(tokenNames(jenkins, "alice")).toEqual(["renamed"]);

    jenkins.renameToken("alice", first.id, "by hand");
    const seen = await refresh(provider.next(), renamed);
    if (!seen) throw new Error("it should be there");
    expect((await preview(provider, seen, { tokenName: "renamed", version: 1 })).changes).toBe(true);
    const repaired = await update(provider, seen, { tokenName: "renamed", version: 1 });
    expect(tokenNames(jenkins, "alice")).toEqual(["renamed"]);

    const second = await replace(provider, repaired, { tokenName: "renamed", version: 2 });
    expect(await userOf(jenkins, first)).toBeUndefined();
    expect(await startBuild(jenkins.url, second.outs.username, second.outs.tokenValue)).toBe(201);
    jenkins.revokeToken("alice", second.id);
    expect(await refresh(provider.next(), second)).toBeUndefined();
    await destroy(provider.next(), second);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("expires where the version has it, and isn't created where it would never expire", async () => {
    const now = () => new Date("2026-11-22T12:00:00Z");
    const jenkins = await startJenkins({ version, clock: { now } });
    for (const method of ["rest", "scriptConsole"]) {
      const provider = startProvider(passwordLogin(jenkins, "admin"), { now });
      const args = { method, expiresInDays: 30 };
      if (version === "2.568.2") {
        expect((await create(provider, args)).outs.expiresOn).toBe("2026-12-22");
        continue;
      }
      await expectFailure(create(provider, args), "expiryNotSupported", version);
      expect(tokenNames(jenkins, "admin")).toEqual([]);
    }
  });

  it.each(["auto", "rest", "scriptConsole"])(
    "isn't created by %s for a user whom nobody knows",
    async (method) => {
      const jenkins = await startJenkins({ version });
      const provider = startProvider(passwordLogin(jenkins, "admin"));
      await expectFailure(create(provider, { username: "ghost", method }), "unknownUser", "'ghost'");
      expect(() => jenkins.tokens("ghost")).toThrow("no user ghost");
    },
  );
});

describe("versions", () => {
  it.each([
    ["2.129", "2.129", true],
    ["2.138.1", "2.129", true],
    ["2.541.3", "2.548", false],
    ["2.107", "2.129", false],
    ["3.0", "2.568.2", true],
    ["2.9", "2.10", false],
    ["2.555.1-rc1", "2.548", true],
    ["2.516.1.28665", "2.548", false],
    ["1.651.3", "2.129", false],
  ])("%s is at least %s: %s", (version, least, expected) => {
    expect(isAtLeast(version, least)).toBe(expected);
  });

  it("are CloudBees' when they have four parts", () => {
    expect(["2.516.1.28665", "2.107.1.2-rolling"].map(isCloudBees)).toEqual([true, true]);
    expect(["2.516.1", "2.568", "2.555.1-rc1"].map(isCloudBees)).toEqual([false, false, false]);
  });
});
