import { readFileSync } from "node:fs";
import { parse } from "node-html-parser";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, postAction, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

const get = (jenkins: EmbeddedJenkins, path: string, headers: Record<string, string> = {}, user = "alice") =>
  fetch(jenkins.url + path, { headers: { ...basic(user, `${user}-pw`), ...headers }, redirect: "manual" });

/** The tokens of the recorded lists, where icons are left empty. Returns their UUIDs by name. */
async function generateRecordedTokens(jenkins: EmbeddedJenkins): Promise<Record<string, string>> {
  const expirations = {
    plain: null,
    "ends in 30": "2026-12-26",
    "ends in 3": "2026-11-29",
    expired: "2026-11-24",
  };
  const tokens = Object.entries({ ...expirations, "used twice": null }).map(([name, expirationDate]) => ({
    name,
    ...jenkins.generateToken("alice", name, { expirationDate }),
  }));
  for (const _ of [1, 2]) await whoAmI(jenkins.url, "alice", tokens.at(-1)?.tokenValue ?? "");
  return Object.fromEntries(tokens.map(({ name, tokenUuid }) => [name, tokenUuid]));
}

const recordedAt = { clock: { now: () => new Date("2026-11-26T00:12:03Z") } };
const recorded = (name: string) =>
  readFileSync(new URL(`fixtures/tokenLists/${name}.txt`, import.meta.url), "utf8").trim();

describe("the list of tokens is as recorded", () => {
  it.each([
    ["2.568.2", "/user/alice/security/"],
    ["2.541.3", "/user/alice/security/"],
    ["2.346.3", "/user/alice/configure"],
  ])("30a in %s", (version, page) =>
    withJenkins({ version, ...recordedAt }, async (jenkins) => {
      const uuids = await generateRecordedTokens(jenkins);
      const html = await (await get(jenkins, page)).text();
      expect(html).toContain(recorded(version).replaceAll("{uuid}", uuids["ends in 3"] ?? ""));
    }),
  );

  it("30h by language", () =>
    withJenkins(recordedAt, async (jenkins) => {
      await generateRecordedTokens(jenkins);
      const languages = recorded("cardsByLanguage").split(/^## /m).slice(1);
      expect(languages).toHaveLength(5);
      for (const text of languages) {
        const [language = "", ...cards] = text.trim().split("\n");
        const response = await get(jenkins, "/user/alice/security/", { "Accept-Language": language });
        const shown = parse(await response.text()).querySelectorAll("#api-token-list .token-card-inner");
        const oneLine = shown.map((card) => card.outerHTML.replaceAll(/\s+/g, " "));
        expect(oneLine, language).toEqual(cards);
      }
    }));

  it("30b shows an administrator others' tokens without a button to add one; 30c shows them to nobody else", () =>
    withJenkins({}, async (jenkins) => {
      jenkins.generateToken("alice", "one");
      const html = await (await get(jenkins, "/user/alice/security/", {}, "admin")).text();
      expect(html).toContain('<span class="token-name">one</span>');
      expect(html).toContain('<div class="jenkins-notice__description"></div>');
      const refused = await get(jenkins, "/user/alice/security/", {}, "svc");
      expect([refused.status, refused.headers.get("X-Required-Permission")]).toEqual([
        403,
        "hudson.model.Hudson.Administer",
      ]);
    }));

  it("30e-30i goes on to list an expired token, which can be renamed and revoked and is no login", () =>
    withJenkins({}, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "old", {
        expirationDate: "2026-01-01",
      });
      const as: [string, string] = ["alice", jenkins.generateToken("alice", "login").tokenValue];
      const names = async () => {
        const html = await (await get(jenkins, "/user/alice/security/")).text();
        return parse(html)
          .querySelectorAll("#api-token-list .token-name")
          .map(({ text }) => text);
      };
      expect(await whoAmI(jenkins.url, "alice", tokenValue)).toEqual({ status: 401 });
      const renamed = await postAction(jenkins.url, "rename", { as, form: { tokenUuid, newName: "new" } });
      expect(await renamed.json()).toEqual({ status: "ok" });
      expect(await names()).toEqual(["login", "new"]);
      await postAction(jenkins.url, "revoke", { as, form: { tokenUuid } });
      expect(await names()).toEqual(["login"]);
    }));

  it("sends a long list as a stream", () =>
    withJenkins({}, async (jenkins) => {
      jenkins.generateTokens("alice", 20_000, "t");
      const html = await (await get(jenkins, "/user/alice/security/")).text();
      expect(html.match(/ class="token-card "/g)).toHaveLength(20_001);
    }));
});

describe("the page that lists tokens moved and changed", () => {
  it.each([
    [
      "2.346.3",
      { "/user/alice/security/": 404, "/user/alice/configure": 200, "/user/alice/configure/": 404 },
    ],
    ["2.346.3", { "/me/security/": 404, "/me/configure": 200 }],
    ["2.479.1", { "/user/alice/security/": 200, "/user/alice/configure": 404 }],
    ["2.541.3", { "/user/alice/security/": 200, "/user/alice/security": 302, "/me/configure": 404 }],
  ])("28 in %s", (version, pages) =>
    withJenkins({ version }, async (jenkins) => {
      for (const [path, status] of Object.entries(pages)) {
        expect((await get(jenkins, path)).status, path).toBe(status);
      }
    }),
  );

  it.each([
    ["2.138.4", "configure"],
    ["2.346.3", "configure"],
    ["2.479.1", "security/"],
  ])("28h shows rows of inputs in %s, one of them a template", (version, page) =>
    withJenkins({ version, legacyTokens: true, crumbIssuer: false }, async (jenkins) => {
      const name = 'od"d <b>&amp; 雪';
      const { tokenUuid } = jenkins.generateToken("alice", name);
      await postAction(jenkins.url, "changeToken", { as: ["alice", "alice-pw"] });
      const html = await (await get(jenkins, `/user/alice/${page}`)).text();
      const rows = parse(html).querySelectorAll("div[name=tokenStore]");
      const [template, legacy, token] = rows.map((row) => ({
        uuid: row.querySelector("input.token-uuid-input[name=tokenUuid]")?.getAttribute("value"),
        name: row.querySelector("input[name=tokenName]")?.getAttribute("value"),
      }));
      expect(rows).toHaveLength(3);
      expect(template).toEqual({ uuid: undefined, name: "" });
      expect(legacy?.name).toBe("Legacy Token");
      expect(token).toEqual({ uuid: tokenUuid, name });
    }),
  );

  it("28g shows cards without an expiry in 2.541.3", () =>
    withJenkins({ version: "2.541.3" }, async (jenkins) => {
      jenkins.generateToken("alice", "one");
      const html = await (await get(jenkins, "/user/alice/security/")).text();
      const creation = parse(html).querySelector("#api-token-list .token-creation");
      expect(creation?.text).toBe("Created today");
    }));
});
