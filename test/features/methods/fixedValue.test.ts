import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { describe, expect, it } from "vitest";
import { startBuild, startJenkins } from "../../support/jenkins.ts";
import { expectFailure, noteSecret } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import {
  checked,
  complaints,
  create,
  destroy,
  preview,
  refresh,
  update,
  userOf,
} from "../../support/lifecycleResource.ts";
import { replace, replaceWithoutDelete } from "./steps.ts";

const fixedValue = `11${"0123456789abcdef".repeat(2)}`;
const otherValue = `11${"fedcba9876543210".repeat(2)}`;
const unchanged = { changes: false, replaces: [] };
const nowhere = passwordLogin({ url: "http://127.0.0.1:1" }, "alice");

describe("preview looks at a chosen value", () => {
  const reason =
    "fixedValue: must be 11 followed by 32 hex digits, such as `11` and the output of `openssl rand -hex 16`";

  it.each([
    ["too short", fixedValue.slice(0, -1)],
    ["too long", `${fixedValue}0`],
    ["of another version", `12${fixedValue.slice(2)}`],
    ["without a version", fixedValue.slice(2)],
    ["with other letters", fixedValue.replace("f", "g")],
    ["with a space before it", ` ${fixedValue}`],
    ["with a line break at its end", `${fixedValue}\n`],
    ["empty", ""],
  ])("and refuses one that is %s, without showing it", async (_, value) => {
    noteSecret(value || fixedValue);
    expect(await complaints(startProvider(nowhere), { fixedValue: value })).toEqual([reason]);
  });

  it.each([
    ["a number", 11],
    ["a flag", true],
    ["a map", {}],
    ["a list", [fixedValue]],
  ])("and refuses %s, which is no text", async (_, value) => {
    expect(await complaints(startProvider(nowhere), { fixedValue: value })).toEqual([
      "fixedValue: must be a string",
    ]);
  });

  it.each(["rotateAfterDays", "rotateBeforeExpiryDays"])("and refuses %s beside it", async (input) => {
    const args = { fixedValue, expiresInDays: 90, [input]: 30 };
    expect(await complaints(startProvider(nowhere), args)).toEqual([
      `${input}: cannot rotate a fixedValue: the new token would be the old one`,
    ]);
  });

  it("and takes one that isn't known yet", async () => {
    const provider = startProvider(nowhere);
    expect(await complaints(provider, { fixedValue: unknownValue })).toEqual([]);
    expect((await checked(provider, { fixedValue: unknownValue })).fixedValue).toBe(unknownValue);
  });

  it("and makes small letters of capital ones, with which the token would never match", async () => {
    const provider = startProvider(nowhere);
    expect((await checked(provider, { fixedValue: fixedValue.toUpperCase() })).fixedValue).toBe(fixedValue);
  });
});

describe("a token of a chosen value", () => {
  it.each(["2.568.2", "2.541.3", "2.346.3", "2.260"])("works, and is revoked, on %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { fixedValue: fixedValue.toUpperCase(), tokenName: "deploy" });
    expect(token.outs).toMatchObject({ tokenValue: fixedValue, method: "rest", tokenName: "deploy" });
    expect(await startBuild(jenkins.url, token.outs.username, token.outs.tokenValue)).toBe(201);
    expect(await preview(provider, token, { fixedValue, tokenName: "deploy" })).toEqual(unchanged);
    expect(
      await preview(provider, token, { fixedValue: fixedValue.toUpperCase(), tokenName: "deploy" }),
    ).toEqual(unchanged);
    const renamed = await update(provider, token, { fixedValue, tokenName: "renamed" });
    expect((await refresh(provider, renamed))?.outs).toEqual(renamed.outs);
    await destroy(provider, renamed);
    expect(await startBuild(jenkins.url, token.outs.username, token.outs.tokenValue)).toBe(401);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("is one secret for several controllers, each with a token of its own", async () => {
    const [one, other] = [await startJenkins(), await startJenkins({ version: "2.346.3" })];
    const provider = startProvider({});
    const connect = ({ url }: { url: string }) => ({
      connection: { url, username: "svc", password: "svc-pw" },
    });
    const first = await create(provider, { ...connect(one), fixedValue });
    const second = await create(provider, { ...connect(other), fixedValue });
    expect(second.id).not.toBe(first.id);
    expect(await userOf(one, second)).toBe("svc");
    expect(await userOf(other, first)).toBe("svc");
    await destroy(provider, first);
    expect(await userOf(one, first)).toBeUndefined();
    expect(await userOf(other, second)).toBe("svc");
  });

  it("is a good value for another controller's, and rotates with it", async () => {
    const [one, other] = [await startJenkins(), await startJenkins()];
    const first = startProvider(passwordLogin(one, "alice"));
    const second = startProvider(passwordLogin(other, "alice"));
    const token = await create(first, { version: 1 });
    const copy = await create(second, { fixedValue: token.outs.tokenValue });
    expect(await userOf(other, token)).toBe("alice");

    expect(await preview(second, copy, { fixedValue: unknownValue })).toEqual({
      changes: true,
      replaces: ["fixedValue"],
    });
    const rotated = await replaceWithoutDelete(first, token, { version: 2 });
    const rotatedCopy = await replace(second, copy, { fixedValue: rotated.outs.tokenValue });
    await first.delete(token.id, token.outs);
    expect(await userOf(other, rotated)).toBe("alice");
    expect(await userOf(other, token)).toBeUndefined();
    expect(rotatedCopy.outs.tokenValue).toBe(rotated.outs.tokenValue);
    expect([tokenNames(one, "alice").length, tokenNames(other, "alice").length]).toEqual([1, 1]);
  });

  it("rotates when the value is another one", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, { fixedValue });
    expect((await preview(provider, first, { fixedValue: otherValue })).replaces).toEqual(["fixedValue"]);
    const second = await replace(provider, first, { fixedValue: otherValue });
    expect(await userOf(jenkins, first)).toBeUndefined();
    expect(await userOf(jenkins, second)).toBe("alice");
    const generated = await replace(provider, second, {});
    expect(generated.outs.tokenValue).not.toBe(otherValue);
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([generated.id]);
  });

  it("keeps both values for the days of overlap", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, { fixedValue, overlapDays: 7 });
    const second = await update(provider, first, { fixedValue: otherValue, overlapDays: 7 });
    expect(await userOf(jenkins, first)).toBe("alice");
    expect(await userOf(jenkins, second)).toBe("alice");
  });

  it("is replaced by one of the same value, and only the old one goes", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, { fixedValue, version: 1 });
    const second = await replace(provider, first, { fixedValue, version: 2 });
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([second.id]);
    expect(await userOf(jenkins, second)).toBe("alice");
    await destroy(provider, second);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("expires on the day that was asked for", async () => {
    const now = () => new Date("2026-11-22T12:00:00Z");
    const jenkins = await startJenkins({ clock: { now } });
    const provider = startProvider(passwordLogin(jenkins, "alice"), { now });
    const token = await create(provider, { fixedValue, expiresInDays: 30 });
    expect(token.outs.expiresOn).toBe("2026-12-22");
    expect(jenkins.tokens("alice")).toMatchObject([{ expirationDate: "2026-12-22" }]);
  });
});

describe("a token of a chosen value isn't created", () => {
  it.each(["2.249.3", "2.138", "2.107"])("on %s, which has none", async (version) => {
    const jenkins = await startJenkins({ version });
    for (const login of [passwordLogin, tokenLogin]) {
      const creating = create(startProvider(login(jenkins, "alice")), { fixedValue });
      await expectFailure(creating, "fixedValueNotSupported");
    }
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("for somebody else without being allowed to", async () => {
    const jenkins = await startJenkins();
    const creating = create(startProvider(passwordLogin(jenkins, "svc")), { username: "alice", fixedValue });
    await expectFailure(creating, "adminCannotGenerate");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});
