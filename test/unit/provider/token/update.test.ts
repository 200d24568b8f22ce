import { describe, expect, it } from "vitest";
import { startJenkins } from "../../../support/jenkins.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../../support/lifecycleProvider.ts";
import { create, update, userOf } from "../../../support/lifecycleResource.ts";

describe("a new name", () => {
  it.each(["2.568.2", "2.541.3", "2.346.3"])(
    "is given in place on Jenkins %s: UUID and value stay",
    async (version) => {
      const jenkins = await startJenkins({ version });
      const provider = startProvider(passwordLogin(jenkins, "alice"));
      const token = await create(provider, { tokenName: "deploy" });
      const renamed = await update(provider, token, { tokenName: "release" });
      expect(tokenNames(jenkins, "alice")).toEqual(["release"]);
      expect(renamed.outs).toEqual({ ...token.outs, tokenName: "release" });
      expect(await userOf(jenkins, renamed)).toBe("alice");
    },
  );

  it("may have any characters", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const name = `späth & "sons" <b> + 100% 雪`;
    const token = await create(provider, { tokenName: "deploy" });
    await update(provider, token, { tokenName: name });
    expect(tokenNames(jenkins, "alice")).toEqual([name]);
  });

  it("is given to somebody else's token by an administrator, whom the flag doesn't matter then", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", method: "rest", tokenName: "deploy" });
    jenkins.setAdminCanGenerateNewTokens(false);
    await update(provider, token, { username: "alice", method: "rest", tokenName: "release" });
    expect(tokenNames(jenkins, "alice")).toEqual(["release"]);
  });

  it("fails for a token that was revoked, and says how to go on", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { tokenName: "deploy" });
    jenkins.revokeToken("alice", token.id);
    const { message, code } = await failureOf(update(provider, token, { tokenName: "release" }));
    expect(code).toBe("tokenNotFound");
    expect(message).toContain(token.id);
    expect(message).toContain("pulumi refresh");
  });

  it("fails for somebody who may not rename the token, and names the permission", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { tokenName: "deploy" });
    const provider = startProvider(passwordLogin(jenkins, "svc"));
    const { message, code } = await failureOf(update(provider, token, { tokenName: "release" }));
    expect(code).toBe("notPermitted");
    expect(message).toContain("Overall/Administer");
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });
});
