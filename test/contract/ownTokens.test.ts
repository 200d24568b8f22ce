import { describe, expect, it } from "vitest";
import { failureOf } from "../support/lifecycleFailure.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../support/lifecycleResource.ts";
import { ownerOf } from "./support/contractController.ts";
import { targets } from "./support/contractFrontEnds.ts";
import { nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";

describe.for(targets)("tokens of one's own, by $frontEnd, on $name", (controller) => {
  const { startProvider } = controller;
  revokeAfterEach(controller);
  const { username, password } = ownerOf(controller);
  const byPassword = () => startProvider(passwordLogin(controller, username, password));
  const byToken = (apiToken: string, user = username) =>
    startProvider({ "jenkins:url": controller.url, "jenkins:username": user, "jenkins:apiToken": apiToken });

  it("creates a token with a password, which works and is listed, and revokes it", async () => {
    const provider = byPassword();
    const token = await create(provider, { tokenName: nameOf("password") });
    expect(await userOf(controller, token)).toBe(username);
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: token.id, tokenName: nameOf("password") },
    ]);
    await destroy(provider, token);
    expect(await userOf(controller, token)).toBeUndefined();
    expect(await ourTokens(controller, username)).toEqual([]);
  });

  it("creates a token with an API token, which works, and revokes it", async () => {
    const login = await create(byPassword(), { tokenName: nameOf("login") });
    const provider = byToken(login.outs.tokenValue);
    const token = await create(provider, { tokenName: nameOf("token") });
    expect(await userOf(controller, token)).toBe(username);
    await destroy(provider, token);
    expect(await userOf(controller, token)).toBeUndefined();
    expect(await userOf(controller, login)).toBe(username);
  });

  it("renames a token in place", async () => {
    const provider = byPassword();
    const token = await create(provider, { tokenName: nameOf("first") });
    const renamed = await update(provider, token, { tokenName: nameOf("second") });
    expect(renamed.outs.tokenValue).toBe(token.outs.tokenValue);
    expect(await userOf(controller, renamed)).toBe(username);
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: token.id, tokenName: nameOf("second") },
    ]);
  });

  it("replaces a token for a new version, and finds nothing to do for the same one", async () => {
    const provider = byPassword();
    const inputs = { tokenName: nameOf("version") };
    const token = await create(provider, { ...inputs, version: 1 });
    expect(await preview(provider, token, { ...inputs, version: 1 })).toEqual({
      changes: false,
      replaces: [],
    });
    expect((await preview(provider, token, { ...inputs, version: 2 })).replaces).toEqual(["version"]);
  });

  it("revokes a token that is revoked already", async () => {
    const provider = byPassword();
    const token = await create(provider, { tokenName: nameOf("twice") });
    await destroy(provider, token);
    await destroy(provider, token);
    expect(await userOf(controller, token)).toBeUndefined();
  });

  it("sees whether a token is active or missing", async () => {
    const provider = byPassword();
    const token = await create(provider, { tokenName: nameOf("alive") });
    expect((await refresh(provider, token))?.id).toBe(token.id);
    await destroy(provider, token);
    expect(await refresh(provider, token)).toBeUndefined();
  });

  it("creates 16 tokens of one user at once, and revokes them at once", async () => {
    const provider = byPassword();
    const names = Array.from({ length: 16 }, (_, index) => nameOf(`many ${index}`));
    const tokens = await Promise.all(names.map((tokenName) => create(provider, { tokenName })));
    expect(await Promise.all(tokens.map((token) => userOf(controller, token)))).toEqual(
      names.map(() => username),
    );
    const listed = await ourTokens(controller, username);
    expect(listed.map(({ tokenUuid }) => tokenUuid).toSorted()).toEqual(
      tokens.map(({ id }) => id).toSorted(),
    );
    await Promise.all(tokens.map((token) => destroy(provider, token)));
    expect(await ourTokens(controller, username)).toEqual([]);
  });

  it("keeps two tokens of the same name apart", async () => {
    const provider = byPassword();
    const inputs = { tokenName: nameOf("twin") };
    const one = await create(provider, inputs);
    const other = await create(provider, inputs);
    await destroy(provider, one);
    expect(await userOf(controller, one)).toBeUndefined();
    expect(await userOf(controller, other)).toBe(username);
  });

  it.for([
    ["quotes", `"double" 'single' \`back\``],
    ["mark-up", "<b>&amp; %20 + ?#/\\"],
    ["other scripts", "späth ключ 鍵 🔑"],
    ["Groovy", '"); System.exit(1); // $x'],
    ["500 letters", "x".repeat(500)],
  ] as const)("takes a name with %s", async ([, rest]) => {
    const provider = byPassword();
    const token = await create(provider, { tokenName: nameOf(rest) });
    expect(await ourTokens(controller, username)).toMatchObject([{ tokenName: nameOf(rest) }]);
    const renamed = await update(provider, token, { tokenName: nameOf(`${rest} again`) });
    expect((await refresh(provider, renamed))?.outs.tokenName).toBe(nameOf(`${rest} again`));
  });

  it("refuses to revoke the token that it logs in with, other than at the end of a destroy", async () => {
    const login = await create(byPassword(), { tokenName: nameOf("own login") });
    const up = byToken(login.outs.tokenValue);
    await create(up, { tokenName: nameOf("beside the own login") });
    const error = await failureOf(destroy(up, login));
    expect(error.message).toContain("The provider logs in with the token");
    expect(await userOf(controller, login)).toBe(username);
  });

  it("says that a wrong password, a revoked token or an unknown user was refused, and creates nothing", async () => {
    const provider = byPassword();
    const revoked = await create(provider, { tokenName: nameOf("revoked") });
    await destroy(provider, revoked);
    const inputs = { tokenName: nameOf("never") };
    const logins = [
      startProvider(passwordLogin(controller, username, "not-the-password-1")),
      byToken(revoked.outs.tokenValue),
      startProvider(passwordLogin(controller, "nobody-of-this-name", password)),
    ];
    for (const login of logins) {
      expect((await failureOf(create(login, inputs))).message).toContain("refused the login");
    }
    expect(await ourTokens(controller, username)).toEqual([]);
  });

  it("says that there is no Jenkins under a wrong path", async () => {
    const wrong = { url: `${controller.url}/not-the-context-path` };
    const provider = startProvider(passwordLogin(wrong, username, password));
    const { message } = await failureOf(create(provider, { tokenName: nameOf("never") }));
    expect(message).toContain(wrong.url);
    expect(message).toContain(`Set \`url\` of the connection to ${controller.url}`);
  });
});
