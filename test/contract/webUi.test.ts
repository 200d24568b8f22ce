import { describe, expect, it } from "vitest";
import { failureOf } from "../support/lifecycleFailure.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../support/lifecycleResource.ts";
import { ownerOf } from "./support/contractController.ts";
import { targets } from "./support/contractFrontEnds.ts";
import { generate, nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";
import { actionPath, crumbOf, signIn, type Visitor, visit } from "./support/contractVisitor.ts";

describe.for(targets)("what people do in the web UI, by $frontEnd, on $name", (controller) => {
  const { startProvider } = controller;
  revokeAfterEach(controller);
  const { username, password } = ownerOf(controller);
  const startOwn = () => startProvider(passwordLogin(controller, username, password));

  /** Somebody in a browser; undefined where Jenkins has no login form. */
  async function browse(): Promise<Visitor | undefined> {
    const cookies = await signIn(controller, { username, password });
    if (!cookies) return undefined;
    const browser = visit(controller, { cookies });
    const crumb = await crumbOf(browser);
    return { ...browser, post: (path, form) => browser.post(path, form, crumb) };
  }

  it("a name changed there is seen by refresh, and set right by the next up", async ({ skip }) => {
    const browser = (await browse()) ?? skip("no login form");
    const provider = startOwn();
    const inputs = { tokenName: nameOf("declared") };
    const token = await create(provider, inputs);
    const form = { tokenUuid: token.id, newName: nameOf("clicked") };
    expect((await browser.post(actionPath(username, "rename"), form)).status).toBe(200);

    const seen = await refresh(provider, token);
    expect(seen?.outs.tokenName).toBe(nameOf("clicked"));
    if (!seen) return;
    expect(await preview(provider, seen, inputs)).toEqual({ changes: true, replaces: [] });
    await update(provider, seen, inputs);
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: token.id, tokenName: nameOf("declared") },
    ]);
    expect(await userOf(controller, token)).toBe(username);
  });

  it("a token revoked there is missing for refresh, and no trouble for destroy", async ({ skip }) => {
    const browser = (await browse()) ?? skip("no login form");
    const provider = startOwn();
    const token = await create(provider, { tokenName: nameOf("revoked") });
    const { status, body } = await browser.post(actionPath(username, "revoke"), { tokenUuid: token.id });
    expect([status, body]).toEqual([200, ""]);
    expect(await refresh(provider, token)).toBeUndefined();
    await destroy(provider, token);
  });

  it("a token created there can be adopted, renamed and revoked", async ({ skip }) => {
    const browser = (await browse()) ?? skip("no login form");
    const adopt = await generate(browser, { username }, "by hand");
    const provider = startOwn();
    const token = await create(provider, { adopt });
    expect(token.id).toBe(adopt.tokenUuid);
    expect(token.outs).toMatchObject({ tokenName: nameOf("by hand"), method: "adopted" });
    expect(await ourTokens(controller, username)).toHaveLength(1);

    const renamed = await update(provider, token, { adopt, tokenName: nameOf("adopted") });
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: token.id, tokenName: nameOf("adopted") },
    ]);
    await destroy(provider, renamed);
    expect(await userOf(controller, token)).toBeUndefined();
  });

  it("a token that doesn't work any more is not adopted", async ({ skip }) => {
    const browser = (await browse()) ?? skip("no login form");
    const adopt = await generate(browser, { username }, "by hand");
    await browser.post(actionPath(username, "revoke"), { tokenUuid: adopt.tokenUuid });
    const { message } = await failureOf(create(startOwn(), { adopt }));
    expect(message).toContain(`The token ${adopt.tokenUuid} can't be adopted`);
  });
});
