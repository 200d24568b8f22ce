import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isAtLeast } from "../../provider/jenkins/features.ts";
import { failureOf } from "../support/lifecycleFailure.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { create, destroy, userOf } from "../support/lifecycleResource.ts";
import { ownerOf } from "./support/contractController.ts";
import { targets } from "./support/contractFrontEnds.ts";
import { nameOf, ourTokens, revokeAfterEach } from "./support/contractTokens.ts";
import { visit } from "./support/contractVisitor.ts";

const dayMs = 24 * 60 * 60 * 1000;

describe.for(targets)("an expiry and a chosen value, by $frontEnd, on $name", (controller) => {
  const { startProvider } = controller;
  revokeAfterEach(controller);
  const owner = ownerOf(controller);
  const { username } = owner;
  const ways = [
    { method: "rest", login: owner },
    { method: "scriptConsole", login: controller.admin },
  ];
  const start = ({ login }: (typeof ways)[number], now = () => new Date()) =>
    startProvider(passwordLogin(controller, login.username, login.password), { now });
  const hasExpiry = async () => {
    const { headers } = await visit(controller).get("/login");
    return isAtLeast(headers["x-jenkins"] ?? "", "2.548");
  };

  it.for(ways)("a token expires when it should, by $method, or isn't created", async (way) => {
    const inputs = { username, method: way.method, tokenName: nameOf("expiring") };
    for (const expiry of [{ expiresInDays: 30 }, { expiresOn: "2999-12-31" }]) {
      if (!(await hasExpiry())) {
        const { message } = await failureOf(create(start(way), { ...inputs, ...expiry }));
        expect(message).toContain("does not support tokens that expire");
        expect(await ourTokens(controller, username)).toEqual([]);
        continue;
      }
      const token = await create(start(way), { ...inputs, ...expiry });
      expect(await userOf(controller, token)).toBe(username);
      // Days are the controller's, wherever that is.
      const in30Days = [29, 30, 31].map((days) =>
        new Date(Date.now() + days * dayMs).toISOString().slice(0, 10),
      );
      expect("expiresOn" in expiry ? [expiry.expiresOn] : in30Days).toContain(token.outs.expiresOn);
    }
  });

  it.for(ways)("no token is created that has expired already, by $method", async (way) => {
    const longAgo = () => new Date("2020-01-01T00:00:00Z");
    const inputs = { username, method: way.method, tokenName: nameOf("expired"), expiresOn: "2020-01-02" };
    const { message } = await failureOf(create(start(way, longAgo), inputs));
    const says = "rejects the expiry 2020-01-02 because it is in the past";
    expect(message).toContain((await hasExpiry()) ? says : "does not support tokens that expire");
    expect(await ourTokens(controller, username)).toEqual([]);
  });

  it("several tokens can have one value, and each goes by itself", async () => {
    const fixedValue = `11${randomBytes(16).toString("hex")}`;
    const provider = startProvider(passwordLogin(controller, username, owner.password));
    const one = await create(provider, { fixedValue: fixedValue.toUpperCase(), tokenName: nameOf("one") });
    const other = await create(provider, { fixedValue, tokenName: nameOf("other") });
    expect([one.outs.tokenValue, other.outs.tokenValue]).toEqual([fixedValue, fixedValue]);
    await destroy(provider, one);
    expect(await userOf(controller, other)).toBe(username);
    await destroy(provider, other);
    expect(await userOf(controller, other)).toBeUndefined();
    expect(await ourTokens(controller, username)).toEqual([]);
  });
});
