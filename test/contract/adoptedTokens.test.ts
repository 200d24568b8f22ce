import { describe, expect, it } from "vitest";
import { replace } from "../features/methods/steps.ts";
import { failureOf } from "../support/lifecycleFailure.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { create, destroy, preview, refresh, update, userOf } from "../support/lifecycleResource.ts";
import { ownerOf } from "./support/contractController.ts";
import { targets } from "./support/contractFrontEnds.ts";
import { generate, nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";
import { visitWithCrumb } from "./support/contractVisitor.ts";

describe.for(targets)("a token created without Pulumi, by $frontEnd, on $name", (controller) => {
  const { startProvider } = controller;
  revokeAfterEach(controller);
  const owner = ownerOf(controller);
  const { username, password } = owner;
  const start = () => startProvider(passwordLogin(controller, username, password));
  const clickTogether = async (rest: string) =>
    generate(await visitWithCrumb(controller, owner), owner, rest);

  it("is adopted, renamed, seen and revoked like any other", async () => {
    const adopt = await clickTogether("adopted");
    const provider = start();
    const token = await create(provider, { adopt });
    expect(token.outs).toMatchObject({ ...adopt, tokenName: nameOf("adopted"), method: "adopted" });
    expect(await preview(provider, token, {})).toEqual({ changes: false, replaces: [] });
    const renamed = await update(provider, token, { adopt, tokenName: nameOf("renamed") });
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: adopt.tokenUuid, tokenName: nameOf("renamed") },
    ]);
    expect((await refresh(provider, renamed))?.outs).toEqual(renamed.outs);
    expect(await userOf(controller, renamed)).toBe(username);
    await destroy(provider, renamed);
    expect(await userOf(controller, renamed)).toBeUndefined();
    expect(await ourTokens(controller, username)).toEqual([]);
  });

  it("rotates: a new one is created and the adopted one revoked", async () => {
    const adopt = await clickTogether("rotated");
    const provider = start();
    const adopted = await create(provider, { adopt, version: 1 });
    const rotated = await replace(provider, adopted, { adopt, version: 2 });
    expect(await userOf(controller, adopted)).toBeUndefined();
    expect(await userOf(controller, rotated)).toBe(username);
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: rotated.id, tokenName: nameOf("rotated") },
    ]);
  });

  it("isn't adopted with a wrong value or UUID, and stays as it is", async () => {
    const adopt = await clickTogether("refused");
    const tokenName = nameOf("never");
    const wrong = [
      { adopt: { ...adopt, tokenValue: `11${"0".repeat(32)}` }, says: "Jenkins refuses its value for" },
      {
        adopt: { ...adopt, tokenUuid: "00000000-0000-4000-8000-000000000000" },
        says: "has no token with that UUID",
      },
    ];
    for (const { says, ...args } of wrong) {
      expect((await failureOf(create(start(), { ...args, tokenName }))).message).toContain(says);
    }
    expect(await ourTokens(controller, username)).toMatchObject([
      { tokenUuid: adopt.tokenUuid, tokenName: nameOf("refused") },
    ]);
  });
});
