import { describe, expect, it } from "vitest";
import { failureOf } from "../support/lifecycleFailure.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { create, destroy, refresh, update, userOf } from "../support/lifecycleResource.ts";
import { targets } from "./support/contractFrontEnds.ts";
import { nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";

describe.for(targets)("tokens of others, by $frontEnd, on $name", (controller) => {
  const { startProvider } = controller;
  revokeAfterEach(controller);
  const { admin, user, adminCanGenerate } = controller;
  const asAdmin = () => startProvider(passwordLogin(controller, admin.username, admin.password));

  it.for(["rest", "scriptConsole"])("are not created for an unknown user by %s", async (method) => {
    const username = "nobody-of-this-name";
    const inputs = { username, method, tokenName: nameOf("nobody") };
    const { message } = await failureOf(create(asAdmin(), inputs));
    expect(message).toContain(`has no user '${username}'`);
  });

  // All that follows takes somebody else.
  if (!user) return;
  const { username, password } = user;

  if (adminCanGenerate) {
    it("are created by an administrator by REST, since the flag is on", async () => {
      const provider = asAdmin();
      const token = await create(provider, { username, method: "rest", tokenName: nameOf("flag on") });
      expect(token.outs.method).toBe("rest");
      expect(await userOf(controller, token)).toBe(username);
      await destroy(provider, token);
      expect(await userOf(controller, token)).toBeUndefined();
    });

    it("are created by an administrator's API token, since the flag is on", async () => {
      const login = await create(asAdmin(), { tokenName: nameOf("admin's login") });
      const settings = { "jenkins:username": admin.username, "jenkins:apiToken": login.outs.tokenValue };
      const provider = startProvider({ "jenkins:url": controller.url, ...settings });
      const token = await create(provider, { username, method: "rest", tokenName: nameOf("flag on") });
      expect(await userOf(controller, token)).toBe(username);
      await destroy(provider, token);
      expect(await userOf(controller, token)).toBeUndefined();
    });
  } else {
    it("are refused to an administrator by REST, since the flag is off", async () => {
      const inputs = { username, method: "rest", tokenName: nameOf("flag off") };
      const { message } = await failureOf(create(asAdmin(), inputs));
      expect(message).toContain(`Jenkins does not let '${admin.username}' create a token for '${username}'`);
      expect(message).toContain("-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true");
      expect(message).toContain("script console");
      expect(await ourTokens(controller, username)).toEqual([]);
    });
  }

  it("are created by an administrator in the script console, renamed and revoked", async () => {
    const provider = asAdmin();
    const inputs = { username, method: "scriptConsole" };
    const token = await create(provider, { ...inputs, tokenName: nameOf("script") });
    expect(token.outs.method).toBe("scriptConsole");
    expect(await userOf(controller, token)).toBe(username);

    const renamed = await update(provider, token, { ...inputs, tokenName: nameOf("script, renamed") });
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: token.id, tokenName: nameOf("script, renamed") },
    ]);
    expect((await refresh(provider, renamed))?.id).toBe(token.id);
    await destroy(provider, renamed);
    expect(await userOf(controller, token)).toBeUndefined();
  });

  it("are created by an administrator in whichever way is open", async () => {
    const token = await create(asAdmin(), { username, tokenName: nameOf("auto") });
    expect(token.outs.method).toBe(adminCanGenerate ? "rest" : "scriptConsole");
    expect(await userOf(controller, token)).toBe(username);
  });

  it.for(["auto", "rest"])("are refused to somebody who is no administrator, by %s", async (method) => {
    const provider = startProvider(passwordLogin(controller, username, password));
    const inputs = { username: admin.username, method, tokenName: nameOf("not permitted") };
    const { message } = await failureOf(create(provider, inputs));
    expect(message).toContain(`Jenkins does not let '${username}' create a token for '${admin.username}'`);
    expect(await ourTokens(controller, admin.username)).toEqual([]);
  });
});
