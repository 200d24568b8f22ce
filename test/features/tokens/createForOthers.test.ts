import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, userOf } from "../../support/lifecycleResource.ts";

const forAlice = { username: "alice", method: "rest" };

const logins: [string, (jenkins: EmbeddedJenkins, userId: string) => Record<string, string>][] = [
  ["a password", passwordLogin],
  ["an API token", tokenLogin],
];

describe.each(logins)("a token for somebody else, created by an administrator with %s", (_, login) => {
  it("works for its owner, where the controller's flag is on", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const token = await create(startProvider(login(jenkins, "admin")), { ...forAlice, tokenName: "deploy" });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    expect(tokenNames(jenkins, "admin")).toEqual([]);
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("is refused where the flag is off, with the flag and the script console named", async () => {
    const jenkins = await startJenkins();
    const creating = create(startProvider(login(jenkins, "admin")), forAlice);
    const { message } = await expectFailure(creating, "adminCannotGenerate");
    expect(message).toContain("-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true");
    expect(message).toContain("script console");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});

describe("a token for somebody else", () => {
  it("is refused to who isn't an administrator, flag or not, with a way out", async () => {
    for (const adminCanGenerateNewTokens of [true, false]) {
      const jenkins = await startJenkins({ adminCanGenerateNewTokens });
      const provider = startProvider(passwordLogin(jenkins, "svc"));
      await expectFailure(
        create(provider, { username: "alice" }),
        "adminCannotGenerate",
        "log in as 'alice'",
      );
      expect(tokenNames(jenkins, "alice")).toEqual([]);
    }
  });

  it("fails for a user whom Jenkins doesn't know, by name", async () => {
    for (const version of ["2.568.2", "2.346.3"]) {
      const jenkins = await startJenkins({ version, adminCanGenerateNewTokens: true });
      const provider = startProvider(passwordLogin(jenkins, "admin"));
      await expectFailure(create(provider, { username: "nobody" }), "unknownUser", "nobody");
    }
  });
});
