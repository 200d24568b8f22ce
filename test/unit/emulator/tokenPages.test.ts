import { parse } from "node-html-parser";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, postAction } from "./client.ts";
import { withJenkins } from "./withJenkins.ts";

const get = (jenkins: EmbeddedJenkins, path: string) =>
  fetch(jenkins.url + path, { headers: basic("alice", "alice-pw"), redirect: "manual" });

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
