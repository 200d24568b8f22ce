import { parse } from "node-html-parser";
import { describe, expect, it } from "vitest";
import { basic, postAction, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

describe("users and their tokens", () => {
  it.each(["o'brien\"); System.exit(1); //", "späth smith+x@corp", "a/b%c?d#e", "雪"])(
    "lets %s have tokens",
    (id) =>
      withJenkins({ users: [{ id, password: "password-of-bob-2" }] }, async (jenkins) => {
        const { tokenValue: login } = jenkins.generateToken(id, "login");
        const response = await postAction(jenkins.url, "generateNewToken", { as: [id, login] });
        const { data } = (await response.json()) as { data: { tokenValue: string } };
        expect(await whoAmI(jenkins.url, id, data.tokenValue)).toEqual({ status: 200, name: id });
        const page = await fetch(`${jenkins.url}/user/${encodeURIComponent(id)}/security/`, {
          headers: basic(id, login),
        });
        expect(page.status).toBe(200);
      }),
  );

  it("finds the user of a path by the full name too, and logs in by id alone", () =>
    withJenkins({ users: [{ id: "alice", fullName: "Alice Smith" }] }, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "login");
      const as: [string, string] = ["alice", tokenValue];
      const response = await postAction(jenkins.url, "generateNewToken", { as, owner: "Alice Smith" });
      expect(response.status).toBe(200);
      expect(jenkins.tokens("alice")).toHaveLength(2);
      expect((await whoAmI(jenkins.url, "Alice Smith", tokenValue)).status).toBe(401);
      expect((await postAction(jenkins.url, "generateNewToken", { as, owner: "alice smith" })).status).toBe(
        404,
      );
    }));

  it("26n-26o breaks at the good token of somebody whom the security realm doesn't know, and refuses others", () =>
    withJenkins({ users: [{ id: "ghost", isInRealm: false }] }, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("ghost", "g");
      const response = await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: basic("ghost", tokenValue) });
      expect([response.status, response.headers.get("X-Jenkins")]).toEqual([500, "2.568.2"]);
      expect(await response.text()).toContain("Oops!");
      expect((await whoAmI(jenkins.url, "ghost", `11${"b".repeat(32)}`)).status).toBe(401);
    }));

  it("gives a user without the property one with the first token, and until then refuses to revoke", () =>
    withJenkins(
      { users: [{ id: "bob", password: "password-of-bob-2", apiTokenProperty: false }], crumbIssuer: false },
      async (jenkins) => {
        const as: [string, string] = ["bob", "password-of-bob-2"];
        const refused = await postAction(jenkins.url, "revoke", { as, form: { tokenUuid: "any" } });
        expect(refused.status).toBe(400);
        expect(await refused.text()).toContain("does not have any ApiToken yet");
        expect((await postAction(jenkins.url, "generateNewToken", { as })).status).toBe(200);
        expect((await postAction(jenkins.url, "revoke", { as, form: { tokenUuid: "any" } })).status).toBe(
          200,
        );
      },
    ));

  it("matches a fixed token that was given in upper case by its lower-case value", () =>
    withJenkins({}, async (jenkins) => {
      const as: [string, string] = ["alice", jenkins.generateToken("alice", "login").tokenValue];
      const value = "110123456789ABCDEF0123456789ABCDEF";
      await postAction(jenkins.url, "addFixedToken", {
        as,
        form: { newTokenName: "f", newTokenPlainValue: value },
      });
      expect((await whoAmI(jenkins.url, "alice", value)).status).toBe(401);
      expect((await whoAmI(jenkins.url, "alice", value.toLowerCase())).status).toBe(200);
    }));
});

describe("the page that lists a user's tokens", () => {
  it("10a shows a card for each token, by name, after a template card without an id", () =>
    withJenkins({}, async (jenkins) => {
      const other = jenkins.generateToken("alice", 'od"d <b>&amp; 雪');
      const login = jenkins.generateToken("alice", "Login");
      const response = await fetch(`${jenkins.url}/me/security/`, {
        headers: basic("alice", login.tokenValue),
      });
      const html = await response.text();
      const cards = parse(html).querySelectorAll("div.token-card");
      expect(cards.map((card) => card.id)).toEqual(["", login.tokenUuid, other.tokenUuid]);
      const list = parse(html).querySelectorAll("#api-token-list div.token-card");
      expect(list.map((card) => card.querySelector("span.token-name")?.text)).toEqual([
        "Login",
        'od"d <b>&amp; 雪',
      ]);
      expect(html).toContain('<span class="token-name">od"d &lt;b>&amp;amp; 雪</span>');
      expect(list.map((card) => card.querySelector(".token-use-counter")?.text)).toEqual(["1", undefined]);
      expect(list[1]?.querySelector("button[data-token-uuid]")?.getAttribute("data-token-uuid")).toBe(
        other.tokenUuid,
      );
    }));

  it("28i is reached without its last slash by a redirect", () =>
    withJenkins({ contextPath: "/jenkins" }, async (jenkins) => {
      const headers = basic("alice", "alice-pw");
      const response = await fetch(`${jenkins.url}/user/alice/security`, { headers, redirect: "manual" });
      expect(response.status).toBe(302);
      expect(response.headers.get("Location")).toBe("/jenkins/user/alice/security/");
    }));
});

describe("builds", () => {
  it("lead from the queue to the build", () =>
    withJenkins({ jobs: ["nightly build"] }, async (jenkins) => {
      const headers = basic("alice", jenkins.generateToken("alice", "ci").tokenValue);
      const json = async (url: string) => (await fetch(url, { headers })).json();
      const started = await fetch(`${jenkins.url}/job/nightly%20build/build`, { method: "POST", headers });
      const item = (await json(`${started.headers.get("Location")}api/json`)) as {
        executable: { url: string };
      };
      expect(await json(`${item.executable.url}api/json`)).toMatchObject({ number: 1, result: "SUCCESS" });
      expect(
        await json(`${jenkins.url}/job/nightly%20build/api/json?tree=nextBuildNumber,lastBuild[number]`),
      ).toEqual({
        _class: "hudson.model.FreeStyleProject",
        lastBuild: { _class: "hudson.model.FreeStyleBuild", number: 1 },
        nextBuildNumber: 2,
      });
      expect(jenkins.builds("nightly build").map(({ startedBy }) => startedBy)).toEqual(["alice"]);
    }));
});
