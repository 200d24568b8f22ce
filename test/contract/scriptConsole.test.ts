import { describe, expect, it } from "vitest";
import { readTokenListByScript } from "../../provider/jenkins/tokenListScript.ts";
import { scriptConsole } from "../../provider/methods/scriptConsole.ts";
import { replace } from "../features/methods/steps.ts";
import { startClient } from "../support/lifecycleClient.ts";
import { failureOf } from "../support/lifecycleFailure.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { create, destroy, refresh, update, userOf } from "../support/lifecycleResource.ts";
import { ownerOf } from "./support/contractController.ts";
import { targets } from "./support/contractFrontEnds.ts";
import { nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";

describe.for(targets)("tokens of the script console, by $frontEnd, on $name", (controller) => {
  const { startProvider } = controller;
  revokeAfterEach(controller);
  const { admin } = controller;
  const { username } = ownerOf(controller);
  const start = () => startProvider(passwordLogin(controller, admin.username, admin.password));
  const method = "scriptConsole";

  it("are created for any user, work, rotate and are revoked", async () => {
    const provider = start();
    const inputs = { username, method, tokenName: nameOf("by script") };
    const first = await create(provider, { ...inputs, version: 1 });
    expect(first.outs.method).toBe("scriptConsole");
    expect(await userOf(controller, first)).toBe(username);
    const second = await replace(provider, first, { ...inputs, version: 2 });
    expect(await userOf(controller, first)).toBeUndefined();
    const renamed = await update(provider, second, { ...inputs, version: 2, tokenName: nameOf("renamed") });
    expect((await refresh(provider, renamed))?.outs).toEqual(renamed.outs);
    expect(await userOf(controller, renamed)).toBe(username);
    await destroy(provider, renamed);
    expect(await userOf(controller, renamed)).toBeUndefined();
    expect(await ourTokens(controller, username)).toEqual([]);
  });

  it("are listed, renamed and revoked by scripts as well", async () => {
    const token = await create(start(), { username, method, tokenName: nameOf("listed") });
    const client = startClient(controller, admin);
    const address = { username, tokenUuid: token.id };
    const find = async () =>
      (await readTokenListByScript(client, username)).find(({ tokenUuid }) => tokenUuid === token.id);
    expect(await find()).toMatchObject({
      tokenName: nameOf("listed"),
      isUsed: true,
      createdAt: expect.any(Number),
    });
    expect(await scriptConsole.rename(client, { ...address, tokenName: nameOf("renamed") })).toBe(true);
    expect((await find())?.tokenName).toBe(nameOf("renamed"));
    expect(
      await scriptConsole.rename(client, { ...address, tokenUuid: "none", tokenName: nameOf("x") }),
    ).toBe(false);
    await scriptConsole.revoke(client, address);
    expect(await find()).toBeUndefined();
    expect(await userOf(controller, token)).toBeUndefined();
  });

  it.for([
    ["quotes and Groovy", `'"); System.exit(1); // \${1/0} $x`],
    ["other scripts", "späth ключ 鍵 🔑"],
  ] as const)("take a name with %s for nothing but a name", async ([, rest]) => {
    const token = await create(start(), { username, method, tokenName: nameOf(rest) });
    const [listed] =
      (await readTokenListByScript(startClient(controller, admin), username)).filter(
        ({ tokenUuid }) => tokenUuid === token.id,
      ) ?? [];
    expect(listed?.tokenName).toBe(nameOf(rest));
  });

  it("can have a chosen value", async () => {
    const fixedValue = `11${Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex")}`;
    const token = await create(start(), { username, method, fixedValue, tokenName: nameOf("fixed") });
    expect(token.outs.tokenValue).toBe(fixedValue);
    expect(await userOf(controller, token)).toBe(username);
  });

  it("aren't created for a user whom nobody knows, who isn't created by a request", async () => {
    const ghost = nameOf("ghost").replaceAll(" ", "-");
    for (const _ of ["first", "second"]) {
      const { message } = await failureOf(
        create(start(), { username: ghost, method, tokenName: nameOf("never") }),
      );
      expect(message).toContain(`has no user '${ghost}'`);
    }
  });

  it.skipIf(controller.user === undefined)("aren't created by who is no administrator", async () => {
    const { user = admin } = controller;
    const provider = startProvider(passwordLogin(controller, user.username, user.password));
    const { message } = await failureOf(create(provider, { method, tokenName: nameOf("never") }));
    expect(message).toContain(`does not let '${user.username}' use the script console (403)`);
    expect(await ourTokens(controller, user.username)).toEqual([]);
  });
});
