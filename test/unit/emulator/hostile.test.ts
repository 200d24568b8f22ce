import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { type EmbeddedJenkins, hostile } from "../../../emulator/index.ts";
import { basic, postAction } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

const as = basic("alice", "alice-pw");

describe("a hostile server", () => {
  it("sends a body byte by byte, at the pace of the test and without end", () =>
    withJenkins({}, async (jenkins) => {
      let sent = 0;
      const pace = async () => {
        sent += 1;
      };
      jenkins.faults.add(hostile.drip(pace));
      const reader = (await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: as })).body?.getReader();
      let text = "";
      while (text.length < 300) text += new TextDecoder().decode((await reader?.read())?.value);
      await reader?.cancel();
      expect(JSON.parse(text)).toMatchObject({ name: "alice" });
      expect(sent).toBeGreaterThanOrEqual(300);
    }));

  it("sends informational responses without end, after the request took effect", () =>
    withJenkins({}, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "login");
      jenkins.faults.add(hostile.endlessInformational());
      let informational = 0;
      const path = "/user/alice/descriptorByName/jenkins.security.ApiTokenProperty/generateNewToken";
      const sent = request(jenkins.url + path, { method: "POST", headers: basic("alice", tokenValue) });
      const cut = new Promise((resolve) => sent.on("error", resolve));
      sent.on("information", ({ statusCode }) => {
        expect(statusCode).toBe(103);
        informational += 1;
        if (informational === 100) sent.destroy(new Error("enough"));
      });
      sent.end();
      expect(await cut).toMatchObject({ message: "enough" });
      expect(jenkins.tokens("alice")).toHaveLength(2);
      expect((await fetch(`${jenkins.url}/login`)).status).toBe(200);
    }));

  it("floods with headers, and sends control characters in them", () =>
    withJenkins({}, async (jenkins) => {
      jenkins.faults.add(hostile.headerFlood(1000));
      await expect(fetch(`${jenkins.url}/login`)).rejects.toMatchObject({
        cause: { code: "UND_ERR_HEADERS_OVERFLOW" },
      });
      jenkins.faults.add(hostile.rawHead("400 Bad\u001b[31m", { "X-Text": "::add-mask::y" }));
      const response = await fetch(`${jenkins.url}/login`);
      expect([response.statusText, response.headers.get("X-Text")]).toEqual([
        "Bad\u001b[31m",
        "::add-mask::y",
      ]);
    }));

  it("sends huge bodies that stand in no memory", () =>
    withJenkins({}, async (jenkins) => {
      jenkins.faults.add(hostile.hugeBody(40_000_000));
      const response = await fetch(`${jenkins.url}/user/alice/security/`, { headers: as });
      let bytes = 0;
      for await (const part of response.body ?? []) bytes += part.length;
      expect([response.status, bytes]).toEqual([200, 40_000_000]);
    }));

  const list = /<div id="api-token-list">/;
  it.each([
    [
      "nested",
      hostile.pages.nested(8_000),
      (page: string) => list.test(page) && page.split("<div>").length > 8_000,
    ],
    ["unclosed", hostile.pages.unclosed(20_000), (page: string) => page.split("<b>").length === 20_001],
    [
      "openComment",
      hostile.pages.openComment,
      (page: string) => page.includes("<!--") && !page.includes("-->"),
    ],
    ["truncated", hostile.pages.truncated(0.5), (page: string) => !page.includes("</html>")],
    [
      "otherMarkUp",
      hostile.pages.otherMarkUp,
      (page: string) => !list.test(page) && page.includes("</html>"),
    ],
    ["login", hostile.pages.login, (page: string) => page.includes('type="password"')],
  ])("sends the token list as %s", (_, toBody, holds) =>
    withJenkins({}, async (jenkins) => {
      jenkins.generateToken("alice", "one");
      jenkins.faults.add({ ...hostile.otherBody(toBody), path: /security/ });
      const page = await fetch(`${jenkins.url}/user/alice/security/`, { headers: as });
      expect([page.status, holds(await page.text())]).toEqual([200, true]);
    }),
  );

  it("echoes what it was sent, in any encoding", () =>
    withJenkins({}, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "login");
      const encode = (value: string) => Buffer.from(value).toString("base64url");
      for (const status of [400, 302]) jenkins.faults.add(hostile.echo(encode, status));
      const options = { as: ["alice", tokenValue] as [string, string], form: { newTokenName: "a-name" } };
      const response = await postAction(jenkins.url, "generateNewToken", options);
      const text = await response.text();
      expect(response.status).toBe(400);
      expect(text).toContain(encode("a-name"));
      expect(text).toContain(encode(basic("alice", tokenValue).Authorization));
      const redirect = await fetch(`${jenkins.url}/login`, {
        headers: { "X-Key": "a-key" },
        redirect: "manual",
      });
      expect(redirect.headers.get("Location")).toContain(encode("a-key"));
    }));

  it.each(Object.entries(hostile.harmfulTexts))(
    "has %s in names of users and tokens, and in messages",
    (_, text) =>
      // A colon ends the user ID of a Basic login.
      withJenkins(
        { users: [{ id: text.replaceAll(":", ""), password: "harmful-pw-1" }] },
        async (jenkins) => {
          const id = text.replaceAll(":", "");
          const headers = basic(id, "harmful-pw-1");
          jenkins.generateToken(id, text);
          const whoAmI = await fetch(`${jenkins.url}/whoAmI/api/json`, { headers });
          expect(await whoAmI.json()).toMatchObject({ name: id });
          const page = await fetch(`${jenkins.url}/me/security/`, { headers });
          expect(await page.text()).toContain(`<span class="token-name">${text}</span>`);
          jenkins.faults.add(hostile.otherBody(() => JSON.stringify({ status: "error", message: text })));
          const response = await fetch(`${jenkins.url}/whoAmI/api/json`, { headers });
          expect(await response.json()).toEqual({ status: "error", message: text });
        },
      ),
  );
});

describe("a controller in trouble", () => {
  it("is slow, by the clock of the test", async () => {
    let elapsedMs = 0;
    const responseDelay = async () => {
      elapsedMs += 2000;
    };
    await withJenkins({ responseDelay }, async (jenkins) => {
      for (const _ of [1, 2, 3]) await fetch(`${jenkins.url}/login`);
      expect(elapsedMs).toBe(6000);
    });
  });

  it("loses all tokens, or those of one user", () =>
    withJenkins({}, async (jenkins) => {
      const count = (...users: string[]) => users.map((user) => jenkins.tokens(user).length);
      const generate = () => ["alice", "svc"].map((user) => jenkins.generateToken(user, "t"));
      generate();
      jenkins.loseTokens("alice");
      expect(count("alice", "svc")).toEqual([0, 1]);
      generate();
      jenkins.loseTokens();
      expect(count("alice", "svc")).toEqual([0, 0]);
    }));

  it("is restored from a backup: newer tokens are lost, revoked ones are back", () =>
    withJenkins({}, async (jenkins) => {
      const old = jenkins.generateToken("alice", "old");
      const restore = jenkins.backUp();
      jenkins.renameToken("alice", old.tokenUuid, "renamed");
      jenkins.revokeToken("alice", old.tokenUuid);
      const newer = jenkins.generateToken("alice", "newer");
      restore();
      expect(jenkins.tokens("alice").map(({ name }) => name)).toEqual(["old"]);
      expect(await statusOf(jenkins, old.tokenValue)).toBe(200);
      expect(await statusOf(jenkins, newer.tokenValue)).toBe(401);
    }));
});

async function statusOf(jenkins: EmbeddedJenkins, token: string): Promise<number> {
  return (await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: basic("alice", token) })).status;
}
