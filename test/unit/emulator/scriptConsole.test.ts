import { describe, expect, it, vi } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

const clock = { now: () => new Date("2026-11-22T10:31:57Z") };

describe("marked scripts run on the controller's own tokens", () => {
  it("generate creates a token that works", () =>
    withJenkins({}, async (jenkins) => {
      const result = await run(jenkins, "generate", { username: "SVC", tokenName: "by script" });
      const { tokenUuid, tokenValue } = result as { tokenUuid: string; tokenValue: string };
      expect(result).toEqual({ ok: true, tokenUuid, tokenValue, expirationDate: null });
      expect(await whoAmI(jenkins.url, "svc", tokenValue)).toEqual({ status: 200, name: "svc" });
      expect(jenkins.tokens("svc")).toMatchObject([{ uuid: tokenUuid, name: "by script" }]);
    }));

  it("generate takes an expiration date and a fixed value", () =>
    withJenkins({ clock }, async (jenkins) => {
      const fixedValue = `11${"a".repeat(32)}`;
      const given = { username: "svc", tokenName: "t", expiresOn: "2026-12-22", fixedValue };
      expect(await run(jenkins, "generate", given)).toMatchObject({
        ok: true,
        tokenValue: fixedValue,
        expirationDate: "2026-12-22",
      });
      expect(jenkins.tokens("svc")).toMatchObject([{ expirationDate: "2026-12-22" }]);
      expect((await whoAmI(jenkins.url, "svc", fixedValue)).status).toBe(200);
    }));

  it("list returns tokens with their uses and expiry, never with their values", () =>
    withJenkins({ clock }, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("svc", "one");
      const expired = jenkins.generateToken("svc", "two", { expirationDate: "2026-11-21" });
      await whoAmI(jenkins.url, "svc", tokenValue);
      const now = clock.now().getTime();
      const common = { creationDate: now, isLegacy: false };
      const used = { useCounter: 1, lastUseDate: now };
      const never = { expirationDate: null, isExpired: false, neverExpires: true };
      const over = { expirationDate: "2026-11-21", isExpired: true, neverExpires: false };
      const unused = { useCounter: 0, lastUseDate: null };
      expect(await run(jenkins, "list", { username: "svc" })).toEqual({
        ok: true,
        tokens: [
          { tokenUuid, tokenName: "one", ...common, ...used, ...never },
          { tokenUuid: expired.tokenUuid, tokenName: "two", ...common, ...unused, ...over },
        ],
      });
    }));

  it("listAll returns the tokens of all users in pages", () =>
    withJenkins({}, async (jenkins) => {
      jenkins.generateToken("svc", "one");
      const first = await run(jenkins, "listAll", { limit: 2, mostTokens: 9 });
      expect(first).toMatchObject({
        isLast: false,
        users: [
          { username: "admin", tokens: [{ tokenName: "login", useCounter: 1 }] },
          { username: "alice", tokens: [] },
        ],
      });
      const second = await run(jenkins, "listAll", { limit: 2, mostTokens: 9, after: "alice" });
      expect(second).toMatchObject({
        isLast: true,
        users: [{ username: "svc", tokens: [{ tokenName: "one" }] }],
      });
    }));

  it("rename returns whether there was such a token, and revoke does not", () =>
    withJenkins({}, async (jenkins) => {
      const { tokenUuid } = jenkins.generateToken("svc", "old");
      const given = { username: "svc", tokenUuid, tokenName: "new" };
      expect(await run(jenkins, "rename", given)).toEqual({ ok: true, found: true });
      expect(jenkins.tokens("svc")).toMatchObject([{ name: "new" }]);
      for (const _ of ["once", "twice"]) expect(await run(jenkins, "revoke", given)).toEqual({ ok: true });
      expect(jenkins.tokens("svc")).toEqual([]);
      expect(await run(jenkins, "rename", given)).toEqual({ ok: true, found: false });
    }));

  it("identify returns the security realm", () =>
    withJenkins({ securityRealm: "example.Realm" }, async (jenkins) => {
      expect(await run(jenkins, "identify", {})).toEqual({ ok: true, securityRealm: "example.Realm" });
    }));

  it("examine returns whether its login could generate a token for a user by REST", () =>
    withJenkins({}, async (jenkins) => {
      jenkins.addUser({ id: "bob", apiTokenProperty: false });
      const examine = (username: string) => run(jenkins, "examine", { username });
      expect(await examine("ADMIN")).toEqual({ ok: true, hasProperty: true, canGenerate: true });
      expect(await examine("svc")).toEqual({ ok: true, hasProperty: true, canGenerate: false });
      jenkins.setAdminCanGenerateNewTokens(true);
      expect(await examine("bob")).toEqual({ ok: true, hasProperty: false, canGenerate: true });
      expect(await examine("nosuch")).toEqual({ ok: false, error: "unknownUser" });
    }));

  it.each([
    ["unknownUser", { username: "nosuch" }, "2.568.2"],
    ["noApiTokenProperty", { username: "bob" }, "2.568.2"],
    ["expiryInThePast", { username: "admin", expiresOn: "2026-11-21" }, "2.568.2"],
    ["expiryNotSupported", { username: "admin", expiresOn: "2027-01-01" }, "2.541.3"],
    ["fixedValueNotSupported", { username: "admin", fixedValue: `11${"a".repeat(32)}` }, "2.138.4"],
  ])("generate returns %s, and generates nothing", (error, given, version) =>
    withJenkins({ version, clock }, async (jenkins) => {
      jenkins.addUser({ id: "bob", apiTokenProperty: false });
      expect(await run(jenkins, "generate", { tokenName: "t", ...given })).toEqual({ ok: false, error });
      expect(jenkins.tokens("admin").map(({ name }) => name)).toEqual(["login"]);
      expect(jenkins.tokens("bob")).toEqual([]);
    }),
  );

  it("end in a stack trace where the version lacks what they call", () =>
    withJenkins({ version: "2.107" }, async (jenkins) => {
      const output = await runText(jenkins, toScript("generate", { username: "svc", tokenName: "t" }));
      expect(output).toMatch(/^groovy\.lang\.MissingMethodException: .*\n\tat /);
    }));

  it("end in a stack trace, after their effect, when they overlap another change", () =>
    withJenkins({}, async (jenkins) => {
      const release = jenkins.holdSaves();
      const outputs = ["one", "two"].map((tokenName) =>
        runText(jenkins, toScript("generate", { username: "svc", tokenName })),
      );
      await vi.waitUntil(() => jenkins.tokens("svc").length === 2, { timeout: 20_000, interval: 5 });
      release();
      const [succeeded, failed] = (await Promise.all(outputs)).toSorted();
      expect(failed).toMatch(/^java\.util\.ConcurrentModificationException\n\tat /);
      expect(succeeded).toMatch(/^\npulumi-jenkins-api-token:\{"ok":true/);
    }));
});

async function run(jenkins: EmbeddedJenkins, operation: string, given: object): Promise<unknown> {
  const output = await runText(jenkins, toScript(operation, given));
  expect(output).toMatch(/^\npulumi-jenkins-api-token:\{.*\}\n$/);
  return JSON.parse(output.slice("\npulumi-jenkins-api-token:".length));
}

function toScript(operation: string, given: object): string {
  const data = Buffer.from(JSON.stringify(given)).toString("base64");
  return `// pulumi-jenkins-api-token ${operation}\ndef given = parse('${data}'.decodeBase64())\n`;
}

async function runText(jenkins: EmbeddedJenkins, script: string): Promise<string> {
  const { tokenValue } = jenkins.generateToken("admin", "login");
  const response = await fetch(`${jenkins.url}/scriptText`, {
    method: "POST",
    headers: basic("admin", tokenValue),
    body: new URLSearchParams({ script }),
  });
  expect(response.status).toBe(200);
  return response.text();
}
