import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { marker, type ScriptOperation, toScript } from "../../provider/jenkins/scripts.ts";
import { type ScriptConsole, startGroovy } from "./startGroovy.ts";

let groovy: ScriptConsole;
beforeAll(() => {
  groovy = startGroovy();
});
afterAll(() => groovy.end());

type Given = Record<string, unknown>;

/** The answer of one of our scripts; its output must hold nothing else. */
async function ask(operation: ScriptOperation, given: Given): Promise<Given> {
  const output = await groovy.run(toScript(operation, given));
  expect(output).toMatch(new RegExp(`^\\n${marker}:.*\\n$`));
  return JSON.parse(output.slice(output.indexOf(":") + 1));
}

async function namesOf(username: string): Promise<unknown[]> {
  const { tokens } = await ask("list", { username });
  return (tokens as Given[]).map(({ tokenName }) => tokenName);
}

const restart = () => groovy.run("hudson.model.User.restart()");

describe.each(["of 2.129", "of 2.260", "of 2.548"])("the scripts for a user %s", (username) => {
  it("create a token, list, rename and revoke it, each for good", async () => {
    const made = await ask("generate", { username, tokenName: "deploy" });
    expect(made).toEqual({
      ok: true,
      tokenUuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      tokenValue: expect.stringMatching(/^11[0-9a-f]{32}$/),
      expirationDate: null,
    });
    const { tokenUuid } = made;
    await restart();
    expect(await ask("list", { username })).toEqual({
      ok: true,
      tokens: [
        {
          tokenUuid,
          tokenName: "deploy",
          creationDate: expect.any(Number),
          isLegacy: false,
          useCounter: 3,
          lastUseDate: 0,
          expirationDate: null,
          isExpired: false,
          neverExpires: username === "of 2.548" ? true : null,
        },
      ],
    });
    expect(await ask("rename", { username, tokenUuid, tokenName: "renamed" })).toEqual({
      ok: true,
      found: true,
    });
    await restart();
    expect(await namesOf(username)).toEqual(["renamed"]);
    expect(await ask("rename", { username, tokenUuid: "none", tokenName: "x" })).toEqual({
      ok: true,
      found: false,
    });
    for (const _ of ["once", "twice"])
      expect(await ask("revoke", { username, tokenUuid })).toEqual({ ok: true });
    await restart();
    expect(await namesOf(username)).toEqual([]);
  });

  it("create a token of a chosen value, or say that the version has none", async () => {
    const fixedValue = `11${"ab".repeat(16)}`;
    const made = await ask("generate", { username, tokenName: "fixed", fixedValue });
    if (username === "of 2.129") {
      expect(made).toEqual({ ok: false, error: "fixedValueNotSupported" });
      return;
    }
    expect(made).toMatchObject({ ok: true, tokenValue: fixedValue });
    await restart();
    expect(await namesOf(username)).toEqual(["fixed"]);
    await ask("revoke", { username, tokenUuid: made.tokenUuid });
  });

  it.each([
    ["on a day", { expiresOn: "2999-12-31" }],
    ["after some days", { expiresInDays: 30 }],
    ["with a chosen value", { expiresOn: "2999-12-31", fixedValue: `11${"ab".repeat(16)}` }],
  ])("create a token that expires %s, or say that the version has none", async (_, given) => {
    const made = await ask("generate", { username, tokenName: "expiring", ...given });
    if (username !== "of 2.548") {
      expect(made).toEqual({ ok: false, error: "expiryNotSupported" });
      expect(await namesOf(username)).toEqual([]);
      return;
    }
    await restart();
    const { expirationDate } = made;
    expect(expirationDate).toMatch("expiresOn" in given ? /^2999-12-31$/ : /^\d{4}-\d\d-\d\d$/);
    expect(await ask("list", { username })).toMatchObject({
      tokens: [{ expirationDate, isExpired: false, neverExpires: false }],
    });
    await ask("revoke", { username, tokenUuid: made.tokenUuid });
  });
});

describe("the scripts", () => {
  it("list the tokens of all users, in pages", async () => {
    const owners = ["of 2.129", "of 2.260", "of 2.548"];
    for (const username of owners) await ask("generate", { username, tokenName: "deploy" });
    const seen: unknown[] = [];
    for (let after: unknown = null, isLast: unknown = false; !isLast; ) {
      const page = await ask("listAll", { after, limit: 2, mostTokens: 9 });
      const users = page.users as { username: string; tokens: Given[] }[];
      expect(users.length).toBeLessThanOrEqual(2);
      seen.push(
        ...users.map(({ username, tokens }) => [username, ...tokens.map(({ tokenName }) => tokenName)]),
      );
      [after, isLast] = [users.at(-1)?.username, page.isLast];
    }
    expect(seen).toEqual([["admin"], ...owners.map((owner) => [owner, "deploy"]), ["without"]]);
    expect(await ask("listAll", { after: "admin", limit: 9, mostTokens: 0 })).toEqual({
      ok: true,
      isLast: false,
      users: [{ username: "of 2.129", tokens: null }],
    });
    for (const username of owners)
      for (const { tokenUuid } of (await ask("list", { username })).tokens as Given[])
        await ask("revoke", { username, tokenUuid });
  });

  it("refuse an expiry that is over, and take today's", async () => {
    const given = { username: "of 2.548", tokenName: "past" };
    const yesterday = await groovy.run("print java.time.LocalDate.now().minusDays(1)");
    const today = await groovy.run("print java.time.LocalDate.now()");
    expect(await ask("generate", { ...given, expiresOn: yesterday })).toEqual({
      ok: false,
      error: "expiryInThePast",
    });
    const made = await ask("generate", { ...given, expiresOn: today });
    expect(made).toMatchObject({ ok: true, expirationDate: today });
    await ask("revoke", { ...given, tokenUuid: made.tokenUuid });
  });

  it.each(["generate", "list", "rename", "revoke"] as const)(
    "refuse to %s for whom they can't, and make no user",
    async (operation) => {
      const given = { tokenUuid: "none", tokenName: "x" };
      expect(await ask(operation, { ...given, username: "ghost" })).toEqual({
        ok: false,
        error: "unknownUser",
      });
      expect(await ask(operation, { ...given, username: "without" })).toEqual({
        ok: false,
        error: "noApiTokenProperty",
      });
      expect(await groovy.run("print hudson.model.User.users.containsKey('ghost')")).toBe("false");
    },
  );

  it("tell no uses of tokens where Jenkins doesn't count them", async () => {
    const username = "of 2.548";
    const { tokenUuid } = await ask("generate", { username, tokenName: "uncounted" });
    const setting = "jenkins.security.apitoken.ApiTokenPropertyConfiguration.get().usageStatisticsEnabled";
    await groovy.run(`${setting} = false; return null`);
    expect(await ask("list", { username })).toMatchObject({ tokens: [{ tokenUuid, useCounter: null }] });
    await groovy.run(`${setting} = true; return null`);
    await ask("revoke", { username, tokenUuid });
  });

  it("report the security realm, and whether a token could be created", async () => {
    expect(await ask("identify", {})).toEqual({ ok: true, securityRealm: "hudson.security.Realm" });
    expect(await ask("examine", { username: "admin" })).toEqual({
      ok: true,
      hasProperty: true,
      canGenerate: true,
    });
    expect(await ask("examine", { username: "without" })).toEqual({
      ok: true,
      hasProperty: false,
      canGenerate: false,
    });
    expect(await ask("examine", { username: "ghost" })).toEqual({ ok: false, error: "unknownUser" });
  });

  it.each([
    `o'brien"); System.exit(1); //`,
    "späth smith+x@corp",
    `\${System.exit(1)} $x`,
    "'''three''' */ /*",
    "line\nbreak \\u0027",
    "雪 🔑",
  ])("take a user and a name for nothing but text: %s", async (username) => {
    const data = Buffer.from(username).toString("base64");
    const id = `new String('${data}'.decodeBase64(), 'UTF-8')`;
    await groovy.run(`new hudson.model.User(${id}, new jenkins.security.SavingProperty()); return null`);
    const tokenName = `for ${username}`;
    const { tokenUuid } = await ask("generate", { username, tokenName });
    expect(await namesOf(username)).toEqual([tokenName]);
    await ask("rename", { username, tokenUuid, tokenName: username });
    expect(await namesOf(username)).toEqual([username]);
    await ask("revoke", { username, tokenUuid });
    expect(await namesOf(username)).toEqual([]);
  });
});
