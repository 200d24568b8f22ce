import { describe, expect, it } from "vitest";
import { startEmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, postAction, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

describe("what tests and demos may do behind Jenkins' back", () => {
  it("reports tokens with their uses, never with their values", () =>
    withJenkins({ clock: { now: () => new Date("2026-11-22T10:31:57Z") } }, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "by hand");
      await whoAmI(jenkins.url, "alice", tokenValue);
      await whoAmI(jenkins.url, "alice", tokenValue);
      expect(jenkins.tokens("alice")).toEqual([
        {
          uuid: tokenUuid,
          name: "by hand",
          creationDate: new Date("2026-11-22T10:31:57Z"),
          useCounter: 2,
          lastUseDate: new Date("2026-11-22T10:31:57Z"),
          expirationDate: null,
          legacy: false,
        },
      ]);
    }));

  it("renames and revokes tokens", () =>
    withJenkins({}, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "old");
      expect(jenkins.renameToken("alice", tokenUuid, "new")).toBe(true);
      expect(jenkins.tokens("ALICE")[0]?.name).toBe("new");
      expect(jenkins.revokeToken("alice", tokenUuid)).toBe(true);
      expect(jenkins.revokeToken("alice", tokenUuid)).toBe(false);
      expect(await whoAmI(jenkins.url, "alice", tokenValue)).toEqual({ status: 401 });
    }));

  it("changes the one legacy token of a user", () =>
    withJenkins({ version: "2.107" }, async (jenkins) => {
      const first = jenkins.changeLegacyToken("alice");
      const second = jenkins.changeLegacyToken("alice");
      expect(second).toMatch(/^[0-9a-f]{32}$/);
      expect(jenkins.tokens("alice")).toMatchObject([{ legacy: true }]);
      expect(await whoAmI(jenkins.url, "alice", first)).toEqual({ status: 401 });
      expect(await whoAmI(jenkins.url, "alice", second)).toEqual({ status: 200, name: "alice" });
    }));

  it("adds and deletes users and changes passwords", () =>
    withJenkins({}, async (jenkins) => {
      jenkins.addUser({ id: "bob", password: "first-of-bob-1" });
      expect(await whoAmI(jenkins.url, "BOB", "first-of-bob-1")).toEqual({ status: 200, name: "BOB" });
      jenkins.setPassword("bob", "later-of-bob-2");
      expect(await whoAmI(jenkins.url, "bob", "first-of-bob-1")).toEqual({ status: 401 });
      expect(jenkins.deleteUser("Bob")).toBe(true);
      expect(await whoAmI(jenkins.url, "bob", "later-of-bob-2")).toEqual({ status: 401 });
      expect(() => jenkins.tokens("bob")).toThrow("no user bob");
    }));

  it("records requests without headers, queries and bodies", () =>
    withJenkins({}, async (jenkins) => {
      await fetch(`${jenkins.url}/whoAmI/api/json?secret=1`, { headers: basic("alice", "alice-pw") });
      await fetch(`${jenkins.url}/login`, { headers: { Cookie: "a=b" } });
      await whoAmI(jenkins.url, "alice", "wrong-password-7");
      expect(jenkins.requests).toEqual([
        {
          method: "GET",
          path: "/whoAmI/api/json",
          user: "alice",
          signedInBy: "password",
          hasCookie: false,
          status: 200,
        },
        {
          method: "GET",
          path: "/login",
          user: undefined,
          signedInBy: "nobody",
          hasCookie: true,
          status: 200,
        },
        {
          method: "GET",
          path: "/whoAmI/api/json",
          user: undefined,
          signedInBy: "nobody",
          hasCookie: false,
          status: 401,
        },
      ]);
      jenkins.clearRequests();
      expect(jenkins.requests).toEqual([]);
    }));

  it("switches the flag that lets administrators generate for others", () =>
    withJenkins({}, async (jenkins) => {
      const as: [string, string] = ["admin", jenkins.generateToken("admin", "login").tokenValue];
      jenkins.setAdminCanGenerateNewTokens(true);
      expect((await postAction(jenkins.url, "generateNewToken", { as, owner: "alice" })).status).toBe(200);
      jenkins.setAdminCanGenerateNewTokens(false);
      expect((await postAction(jenkins.url, "generateNewToken", { as, owner: "alice" })).status).toBe(403);
    }));

  it("closes at once, whatever sockets are kept alive, and frees its port", async () => {
    const jenkins = await startEmbeddedJenkins();
    await whoAmI(jenkins.url, "alice", "alice-pw");
    await jenkins.close();
    const again = await startEmbeddedJenkins({ port: Number(new URL(jenkins.url).port) });
    expect(again.url).toBe(jenkins.url);
    await again.close();
  });
});
