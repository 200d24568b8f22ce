import { parse } from "node-html-parser";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins, EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import { basic, postAction, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

const form: Record<string, string> = {};
const own = "<div>Updated. See the new token in the field above</div>";
const others = "<div>Updated. You need to login as the user to see the token</div>";
const noCrumbs: EmbeddedJenkinsOptions = { crumbIssuer: false };

describe("legacy tokens", () => {
  it("21b-21d come back in a callback header, also to an administrator", () =>
    withJenkins({ ...noCrumbs, legacyTokens: true }, async (jenkins) => {
      const mine = await change(jenkins, "alice");
      expect(mine.headers.get("Content-Type")).toBe("text/html;charset=utf-8");
      expect(mine.headers.get("X-Jenkins")).toBe(null);
      expect(await mine.text()).toBe(own);
      const first = callbackValue(mine);
      expect(first).toMatch(/^[0-9a-f]{32}$/);
      expect(await whoAmI(jenkins.url, "alice", first)).toEqual({ status: 200, name: "alice" });
      const theirs = await change(jenkins, "admin");
      expect(await theirs.text()).toBe(others);
      expect((await whoAmI(jenkins.url, "alice", first)).status).toBe(401);
      expect((await whoAmI(jenkins.url, "alice", callbackValue(theirs))).status).toBe(200);
      expect(jenkins.tokens("alice")).toMatchObject([{ name: "Legacy Token", legacy: true }]);
    }));

  it.each(["2.107", "2.346.3"])(
    "come back in a script header of %s, hidden from an administrator",
    (version) =>
      withJenkins({ ...noCrumbs, version, legacyTokens: true }, async (jenkins) => {
        const mine = await change(jenkins, "alice");
        const [, value = ""] =
          mine.headers
            .get("script")
            ?.match(/^document\.getElementById\('apiToken'\)\.value='([0-9a-f]{32})'$/) ?? [];
        expect((await whoAmI(jenkins.url, "alice", value)).status).toBe(200);
        const theirs = await change(jenkins, "admin");
        expect(theirs.headers.get("script")).toBe(
          "document.getElementById('apiToken').value='Token is hidden'",
        );
        expect((await whoAmI(jenkins.url, "alice", value)).status).toBe(401);
      }),
  );

  it("may be changed where they are switched off, once there is one", () =>
    withJenkins({ ...noCrumbs, legacyTokens: true }, async (jenkins) => {
      await change(jenkins, "alice");
      jenkins.setLegacyTokens(false);
      expect(await (await change(jenkins, "alice")).text()).toBe(own);
      for (const { uuid } of jenkins.tokens("alice")) jenkins.revokeToken("alice", uuid);
      expect(await (await change(jenkins, "alice")).text()).toContain("currently disabled");
    }));

  it("are all there is in 2.107", () =>
    withJenkins({ ...noCrumbs, version: "2.107" }, async (jenkins) => {
      for (const action of ["generateNewToken", "rename", "revoke", "addFixedToken", "revokeAllExcept"]) {
        expect((await postAction(jenkins.url, action, { as: ["alice", "alice-pw"], form })).status).toBe(404);
      }
      expect(await (await change(jenkins, "alice")).text()).toBe(own);
    }));

  it("29d are marked on the security page", () =>
    withJenkins({ ...noCrumbs, legacyTokens: true }, async (jenkins) => {
      await change(jenkins, "alice");
      const page = await fetch(`${jenkins.url}/user/alice/security/`, {
        headers: basic("alice", "alice-pw"),
      });
      const card = parse(await page.text()).querySelector("#api-token-list div.token-card");
      expect(card?.classNames).toBe("token-card legacy-token");
      expect(card?.querySelector("span.token-name")?.text).toBe("Legacy Token");
    }));
});

function change(jenkins: EmbeddedJenkins, by: string): Promise<Response> {
  return postAction(jenkins.url, "changeToken", { as: [by, `${by}-pw`], owner: "alice", form });
}

function callbackValue(response: Response): string {
  const header = response.headers.get("X-Jenkins-ValidateButton-Callback") ?? "";
  const callback = JSON.parse(header) as { callback: string; arguments: [string] };
  expect(header).toBe(`{"callback":"changeTokenCallback","arguments":["${callback.arguments[0]}"]}`);
  return callback.arguments[0];
}
