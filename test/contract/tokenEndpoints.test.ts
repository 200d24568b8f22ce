import { describe, expect, inject, it } from "vitest";
import { ownerOf } from "./support/contractController.ts";
import { generate, listTokens, nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";
import { actionPath, visit, visitWithCrumb, whoAmI } from "./support/contractVisitor.ts";

const unknownUuid = "00000000-0000-4000-8000-000000000000";

/** What the provider builds on. */
describe.for(inject("contractControllers"))("the token endpoints, on $name", (controller) => {
  revokeAfterEach(controller);
  const owner = ownerOf(controller);
  const { username } = owner;

  it("generate: the value is 11 and 32 hex digits, and works at once", async () => {
    const visitor = await visitWithCrumb(controller, owner);
    const { tokenValue } = await generate(visitor, owner, "value");
    expect(tokenValue).toMatch(/^11[0-9a-f]{32}$/);
    expect(await whoAmI(visit(controller, { basic: [username, tokenValue] }))).toBe(username);
  });

  it("generate: takes a name that is there already", async () => {
    const visitor = await visitWithCrumb(controller, owner);
    const one = await generate(visitor, owner, "twin");
    const other = await generate(visitor, owner, "twin");
    expect(one.tokenUuid).not.toBe(other.tokenUuid);
    expect(await ourTokens(controller, username)).toHaveLength(2);
  });

  it("generate: is for oneself, also under the name me", async () => {
    const visitor = await visitWithCrumb(controller, owner);
    const path = actionPath(username, "generateNewToken").replace(/^\/user\/[^/]+/, "/me");
    expect((await visitor.post(path, { newTokenName: nameOf("me") })).status).toBe(200);
    expect(await ourTokens(controller, username)).toMatchObject([{ tokenName: nameOf("me") }]);
  });

  it("revoke: responds to a known, an unknown and a revoked UUID alike, and a blank one with 400", async () => {
    const visitor = await visitWithCrumb(controller, owner);
    const { tokenUuid, tokenValue } = await generate(visitor, owner, "revoke");
    for (const uuid of [unknownUuid, "not a uuid", tokenUuid, tokenUuid]) {
      const { status, body } = await visitor.post(actionPath(username, "revoke"), { tokenUuid: uuid });
      expect([status, body]).toEqual([200, ""]);
    }
    expect(await whoAmI(visit(controller, { basic: [username, tokenValue] }))).toBeUndefined();
    expect((await visitor.post(actionPath(username, "revoke"), { tokenUuid: "" })).status).toBe(400);
  });

  it("revoke: a token may revoke itself", async () => {
    const { tokenUuid, tokenValue } = await generate(await visitWithCrumb(controller, owner), owner, "self");
    const client = visit(controller, { basic: [username, tokenValue] });
    expect((await client.post(actionPath(username, "revoke"), { tokenUuid })).status).toBe(200);
    expect(await whoAmI(client)).toBeUndefined();
  });

  it("rename: responds with 200 also where there is nothing to rename, and says so", async () => {
    const visitor = await visitWithCrumb(controller, owner);
    const form = { tokenUuid: unknownUuid, newName: nameOf("nothing") };
    const { status, body } = await visitor.post(actionPath(username, "rename"), form);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ status: "error" });
  });

  it("the user's page lists tokens by UUID and name, to the user, to administrators, and to nobody else", async () => {
    const visitor = await visitWithCrumb(controller, owner);
    const { tokenUuid, tokenValue } = await generate(visitor, owner, "listed");
    const admin = await visitWithCrumb(controller, controller.admin);
    const byToken = visit(controller, { basic: [username, tokenValue] });
    for (const { get } of [visitor, admin, byToken]) {
      const listed = (await listTokens(get, username))?.find((token) => token.tokenUuid === tokenUuid);
      expect(listed?.tokenName).toBe(nameOf("listed"));
    }
    expect(await listTokens(visit(controller).get, username)).toBeUndefined();
  });

  it("an administrator may list, rename and revoke what others have", async () => {
    const { tokenUuid, tokenValue } = await generate(
      await visitWithCrumb(controller, owner),
      owner,
      "theirs",
    );
    const admin = await visitWithCrumb(controller, controller.admin);
    const renamed = await admin.post(actionPath(username, "rename"), {
      tokenUuid,
      newName: nameOf("by admin"),
    });
    expect(renamed.status).toBe(200);
    expect(await ourTokens(controller, username)).toMatchObject([{ tokenName: nameOf("by admin") }]);
    expect((await admin.post(actionPath(username, "revoke"), { tokenUuid })).status).toBe(200);
    expect(await whoAmI(visit(controller, { basic: [username, tokenValue] }))).toBeUndefined();
  });
});
