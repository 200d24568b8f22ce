import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import { startBuild, startJenkins } from "../../support/jenkins.ts";
import { expectFailure, failureOf } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider } from "../../support/lifecycleProvider.ts";
import {
  complaints,
  create,
  destroy,
  preview,
  refresh,
  update,
  userOf,
} from "../../support/lifecycleResource.ts";
import { replace, replaceWithoutDelete } from "./steps.ts";

const unchanged = { changes: false, replaces: [] };
const method = "legacy";
const fixedValue = `11${"ab".repeat(16)}`;

/** Before named tokens; with the value in the one header, and in the other. */
const controllers: [string, EmbeddedJenkinsOptions, string][] = [
  ["2.107", { version: "2.107" }, "auto"],
  ["2.346.3, which allows it", { version: "2.346.3", legacyTokens: true }, "legacy"],
  ["2.568.2, which allows it", { legacyTokens: true }, "legacy"],
];

describe.each(controllers)("the legacy token of a user on %s", (_, options, chosen) => {
  it("is changed, starts builds, rotates, and is changed again in the end", async () => {
    const jenkins = await startJenkins(options);
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, { method: chosen, version: 1 });
    expect(first.id).toBe("legacy:alice");
    expect(first.outs).toMatchObject({ tokenUuid: "legacy:alice", method: "legacy", username: "alice" });
    expect(first.outs.tokenValue).toMatch(/^[0-9a-f]{32}$/);
    expect(await startBuild(jenkins.url, first.outs.username, first.outs.tokenValue)).toBe(201);
    expect(await preview(provider, first, { method: chosen, version: 1 })).toEqual(unchanged);

    const later = startProvider(passwordLogin(jenkins, "alice"));
    const second = await replaceWithoutDelete(later, first, { method: chosen, version: 2 });
    expect(await userOf(jenkins, first)).toBeUndefined();
    expect(await userOf(jenkins, second)).toBe("alice");
    await later.delete(first.id, first.outs);
    expect(await userOf(jenkins, second)).toBe("alice");
    expect(await refresh(later, second)).toEqual(second);

    await destroy(later, second);
    expect(await startBuild(jenkins.url, second.outs.username, second.outs.tokenValue)).toBe(401);
    await destroy(later, second);
  });

  it("gets another name in the state alone, in place", async () => {
    const jenkins = await startJenkins(options);
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { method: chosen });
    const renamed = await update(provider, token, { method: chosen, tokenName: "deploy" });
    expect(renamed.outs).toMatchObject({ ...token.outs, tokenName: "deploy" });
    expect(await userOf(jenkins, renamed)).toBe("alice");
  });

  it("is missing when its user has changed it by hand, and is changed anew by the next up", async () => {
    const jenkins = await startJenkins(options);
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { method: chosen });
    const byHand = await create(startProvider(passwordLogin(jenkins, "alice")), { method: chosen });
    expect(await refresh(startProvider(passwordLogin(jenkins, "alice")), token)).toBeUndefined();
    await destroy(provider, token);
    expect(await userOf(jenkins, byHand)).toBe("alice");
  });

  it("can't overlap: a rotation in place changes it at once", async () => {
    const jenkins = await startJenkins(options);
    const args = { method: chosen, overlapDays: 7 };
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const first = await create(provider, { ...args, version: 1 });
    const later = startProvider(passwordLogin(jenkins, "alice"));
    const second = await update(later, first, { ...args, version: 2 });
    expect(second.outs).not.toHaveProperty("previousTokenUuid");
    expect(await userOf(jenkins, first)).toBeUndefined();
    expect(await userOf(jenkins, second)).toBe("alice");
    await destroy(later, second);
    expect(await userOf(jenkins, second)).toBeUndefined();
  });
});

describe("a change with an unclear outcome", () => {
  it.each(["reset", "status"] as const)("is created again: %s", async (kind) => {
    const jenkins = await startJenkins({ version: "2.107" });
    const fault = { when: "afterEffect", path: /changeToken/ } as const;
    const once = jenkins.faults.add(kind === "reset" ? { kind, ...fault } : { kind, status: 502, ...fault });
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    expect(once.injections).toBe(1);
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(jenkins.tokens("alice")).toHaveLength(1);
  });
});

describe("an administrator and somebody else's legacy token", () => {
  it("go together where Jenkins shows it", async () => {
    const jenkins = await startJenkins({ legacyTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", method });
    expect(token.id).toBe("legacy:alice");
    expect(await userOf(jenkins, token)).toBe("alice");
    await destroy(provider, token);
    expect(await userOf(jenkins, token)).toBeUndefined();
  });

  it.each([
    ["2.107", "auto", {}],
    ["2.346.3", "legacy", { legacyTokens: true }],
  ])("don't on %s, which hides it: it isn't changed in vain", async (version, chosen, options) => {
    const jenkins = await startJenkins({ version, ...options });
    const own = await create(startProvider(passwordLogin(jenkins, "alice")), { method: chosen });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await expectFailure(create(provider, { username: "alice", method: chosen }), "legacyHidden");
    expect(await userOf(jenkins, own)).toBe("alice");
  });

  it("end with a destroy also where Jenkins hides it", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const token = await create(startProvider(passwordLogin(jenkins, "alice")));
    await destroy(startProvider(passwordLogin(jenkins, "admin")), token);
    expect(await userOf(jenkins, token)).toBeUndefined();
  });
});

describe("a legacy token isn't created", () => {
  it("where the provider logs in with it: that would lock it out", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const own = await create(startProvider(passwordLogin(jenkins, "alice")));
    const login = {
      ...passwordLogin(jenkins, "alice"),
      "jenkins:password": "",
      "jenkins:apiToken": own.outs.tokenValue,
    };
    await expectFailure(create(startProvider(login)), "ownCredential");
    expect(await userOf(jenkins, own)).toBe("alice");
  });

  it("for a user whom Jenkins doesn't know", async () => {
    for (const options of [{ version: "2.107" }, { legacyTokens: true }]) {
      const jenkins = await startJenkins({
        ...options,
        users: [{ id: "root", password: "root-pw", administrator: true }],
      });
      const provider = startProvider(passwordLogin(jenkins, "root"));
      const { code } = await failureOf(create(provider, { username: "ghost", method }));
      expect(code).toMatch(/^(unknownUser|legacyHidden)$/);
      expect(() => jenkins.tokens("ghost")).toThrow("no user ghost");
    }
  });

  it("with a value or an expiry of its own, which preview says", async () => {
    const jenkins = await startJenkins({ legacyTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    for (const args of [{ fixedValue }, { expiresInDays: 30 }, { expiresOn: "2999-12-31" }]) {
      const [property] = Object.keys(args);
      expect(await complaints(provider, { method, ...args })).toEqual([
        `${property}: does not go with a legacy token, whose value Jenkins chooses and which never expires`,
      ]);
    }
  });

  it("in the place of one with a value or an expiry of its own, where the version has neither", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    await expectFailure(create(provider, { fixedValue }), "fixedValueNotSupported");
    for (const expiry of [{ expiresInDays: 30 }, { expiresOn: "2999-12-31" }])
      await expectFailure(create(provider, expiry), "expiryNotSupported");
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("where the response is something else than Jenkins'", async () => {
    const jenkins = await startJenkins({ legacyTokens: true });
    const gateway = await startGateway(jenkins);
    const headers = { "content-type": "text/html" };
    gateway.respond("/changeToken", {
      status: 200,
      headers,
      body: "<html><title>Please wait</title></html>",
    });
    const provider = startProvider(passwordLogin(gateway, "alice", "alice-pw"));
    const { message } = await failureOf(create(provider, { method }));
    expect(message).toContain("response: 200 Please wait");
    expect(message).not.toContain("legacy token for 'alice'");
  });

  it("by adopting on a version whose tokens have no UUID", async () => {
    const jenkins = await startJenkins({ version: "2.107" });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider);
    const adopt = { tokenUuid: randomUUID(), tokenValue: token.outs.tokenValue };
    await expectFailure(create(provider.next(), { adopt }), "noTokenApi");
    expect(await userOf(jenkins, token)).toBe("alice");
  });
});

describe("a token whose method changes", () => {
  it("from named to legacy keeps the named one for its days of overlap, then revokes it", async () => {
    const jenkins = await startJenkins({ legacyTokens: true });
    const named = await create(startProvider(passwordLogin(jenkins, "alice")), {
      overlapDays: 7,
      version: 1,
    });
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const changed = await update(provider, named, { overlapDays: 7, version: 2, method });
    expect(changed.outs).toMatchObject({ tokenUuid: "legacy:alice", previousTokenUuid: named.id });
    expect(await userOf(jenkins, named)).toBe("alice");
    await destroy(provider, changed);
    expect(await userOf(jenkins, named)).toBeUndefined();
    expect(await userOf(jenkins, changed)).toBeUndefined();
  });

  it("from legacy to named, after an update of the controller, revokes the legacy one", async () => {
    const jenkins = await startJenkins({ legacyTokens: true });
    const old = await create(startProvider(passwordLogin(jenkins, "alice")), { method, version: 1 });
    jenkins.setLegacyTokens(false);
    const named = await replace(startProvider(passwordLogin(jenkins, "alice")), old, { version: 2 });
    expect(named.outs.method).toBe("rest");
    expect(await userOf(jenkins, old)).toBeUndefined();
    expect(await userOf(jenkins, named)).toBe("alice");
  });
});
