import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin } from "../../support/lifecycleProvider.ts";
import { create, refresh, update, userOf } from "../../support/lifecycleResource.ts";

const setting = "allowTokenAccessWithoutOicSession";

describe("a user of OpenID Connect whose web session is over, so that Jenkins accepts no API token", () => {
  it("keeps the token in a refresh, with a warning that names the setting", async () => {
    const jenkins = await startJenkins();
    const settings = tokenLogin(jenkins, "alice");
    const token = await create(startProvider(settings));
    jenkins.setOicSession("alice", "over");
    const provider = startProvider(settings);
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([expect.stringContaining(setting)]);
  });

  it("cannot rename the token, and the error names the setting", async () => {
    const jenkins = await startJenkins();
    const settings = tokenLogin(jenkins, "alice");
    const token = await create(startProvider(settings), { tokenName: "deploy" });
    jenkins.setOicSession("alice", "over");
    await expectFailure(
      update(startProvider(settings), token, { tokenName: "release" }),
      "webSessionOver",
      setting,
    );
  });

  it("keeps a token that an administrator creates as unfinished, and the next up verifies it", async () => {
    const jenkins = await startJenkins();
    jenkins.setOicSession("alice", "over");
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const args = { username: "alice", tokenName: "deploy" };
    const { id, properties } = await expectFailure(create(provider, args), "tokenNotVerified", setting);
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: id }]);
    jenkins.setOicSession("alice", "open");
    const kept = { name: "ci", id: String(id), inputs: args, outs: properties as never };
    const finished = await update(provider.next(), kept, args);
    expect(finished.outs).not.toHaveProperty("needsVerification");
    expect(await userOf(jenkins, finished)).toBe("alice");
  });

  it("creates and refreshes as ever where the setting is on", async () => {
    const jenkins = await startJenkins({ allowTokenAccessWithoutOicSession: true });
    const settings = tokenLogin(jenkins, "alice");
    jenkins.setOicSession("alice", "over");
    const token = await create(startProvider(settings));
    const provider = startProvider(settings);
    expect(await refresh(provider, token)).toEqual(token);
    expect(provider.warnings).toEqual([]);
  });
});
