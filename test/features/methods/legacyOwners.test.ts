import { describe, expect, it } from "vitest";
import { actionsOf, startJenkins } from "../../support/jenkins.ts";
import { expectFailure, failureOf } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider } from "../../support/lifecycleProvider.ts";
import { create, preview, urnOf, userOf } from "../../support/lifecycleResource.ts";

const method = "legacy";

describe("a user has one legacy token", () => {
  const taken = "Another resource already manages the legacy token of 'alice': a user has only one.";

  it("so preview refuses a second resource that wants it", async () => {
    const jenkins = await startJenkins({ legacyTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const check = (name: string, args: object) => provider.check({}, { ...args, __urn: urnOf(name) });
    expect((await check("one", { method })).failures).toBeUndefined();
    expect((await check("one", { method })).failures).toBeUndefined();
    const [failure] = (await check("two", { method, username: "alice" })).failures ?? [];
    expect(failure?.reason).toBe(`method: ${taken} Declare it once, and pass its outputs to all consumers.`);
    expect((await check("again", { method, username: "ALICE" })).failures).toHaveLength(1);
    expect((await check("three", { method, username: "svc" })).failures).toBeUndefined();
    expect((await check("four", {})).failures).toBeUndefined();
    expect(jenkins.requests).toEqual([]);
  });

  it("so of two that are created at once, one is refused", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const results = await Promise.allSettled([create(provider), create(provider)]);
    const [made, refused] = results.toSorted((one, other) => one.status.localeCompare(other.status));
    if (made?.status !== "fulfilled" || refused?.status !== "rejected") throw new Error("one of each");
    expect(await userOf(jenkins, made.value)).toBe("alice");
    expect(String(refused.reason.message)).toContain(taken);
    expect(actionsOf(jenkins)).toEqual(["generateNewToken", "changeToken", "generateNewToken"]);
  });

  it("so the first one's works on when a second one is refused", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const first = await create(startProvider(passwordLogin(jenkins, "alice")));
    const later = startProvider(passwordLogin(jenkins, "alice"));
    await preview(later, first);
    await expectFailure(create(later, {}, "another"), "legacyTaken");
    expect(await userOf(jenkins, first)).toBe("alice");
  });

  it("so the preview of the first one fails when a second one was created before it", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const first = await create(startProvider(passwordLogin(jenkins, "alice")));
    const later = startProvider(passwordLogin(jenkins, "alice"));
    await create(later, {}, "another");
    await expectFailure(preview(later, first), "legacyTaken");
  });

  it("but one on each controller", async () => {
    const [one, other] = [await startJenkins({ version: "2.107" }), await startJenkins({ version: "2.107" })];
    const provider = startProvider({});
    const login = { username: "alice", password: "alice-pw" };
    for (const jenkins of [one, other]) {
      const token = await create(provider, { connection: { url: jenkins.url, ...login } });
      expect(await userOf(jenkins, token)).toBe("alice");
    }
  });

  it("and another attempt, when the first has failed", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /changeToken/, times: 5 });
    await failureOf(create(provider));
    expect(await userOf(jenkins, await create(provider))).toBe("alice");
  });
});
