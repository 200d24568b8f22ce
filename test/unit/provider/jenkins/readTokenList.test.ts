import { describe, expect, it } from "vitest";
import { type EmbeddedJenkins, refusePath } from "../../../../emulator/index.ts";
import type { Credentials } from "../../../../provider/jenkins/client/credentials.ts";
import { createTokenListReader } from "../../../../provider/jenkins/readTokenList.ts";
import { readAllTokenLists, type UserTokens } from "../../../../provider/jenkins/tokenListScript.ts";
import { createTokenLogins } from "../../../../provider/jenkins/tokenLogins.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { byPassword, startClient } from "../../../support/lifecycleClient.ts";

/** A controller where alice has a token, and what reads lists there as a user. */
async function setUp(options: Parameters<typeof startJenkins>[0] = {}) {
  const jenkins = await startJenkins(options);
  const token = jenkins.generateToken("alice", "deploy", { expirationDate: "2999-12-31" });
  jenkins.clearRequests();
  const logins = createTokenLogins();
  const read = createTokenListReader(logins);
  const readAs = (login: Credentials, tokenValues: string[] = [], username = "alice") =>
    read(startClient(jenkins, login), {
      username,
      tokens: tokenValues.map((tokenValue) => ({ tokenValue })),
    });
  return { jenkins, token, logins, readAs };
}

const deploy = { tokens: [{ tokenName: "deploy", expiresOn: "2999-12-31", isExpired: false }] };

describe("a user's token list is read", () => {
  it.each(["alice", "admin"])("on the page, as %s, in one request", async (login) => {
    const { jenkins, readAs } = await setUp();
    expect(await readAs(byPassword(login))).toMatchObject(deploy);
    expect(jenkins.requests).toHaveLength(1);
  });

  it("by the script console, as an administrator who can't see the page", async () => {
    const { readAs } = await setUp({ gateways: [refusePath(/\/security\/$/)] });
    expect(await readAs(byPassword("admin"))).toMatchObject(deploy);
  });

  it("as empty, where an administrator's script sees that there is no such user", async () => {
    const { readAs } = await setUp();
    expect(await readAs(byPassword("admin"), [], "nobody")).toEqual({ tokens: [] });
  });

  it("with a token of the owner as the login, where the provider's own may not see it", async () => {
    const { jenkins, token, readAs } = await setUp();
    expect(await readAs(byPassword("svc"), [token.tokenValue])).toMatchObject(deploy);
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it("with a token that is known to work rather than with one that may be dead", async () => {
    const { jenkins, token, logins, readAs } = await setUp();
    logins.noteAccepted({ url: jenkins.url, username: "alice" }, token.tokenValue);
    expect(await readAs(byPassword("svc"), ["11deadbeef"])).toMatchObject(deploy);
    expect(jenkins.refusedLogins()).toEqual([]);
  });
});

describe("a user's token list can't be seen", () => {
  it("by another user without a token of the owner", async () => {
    const { jenkins, readAs } = await setUp();
    expect(await readAs(byPassword("svc"))).toMatchObject({
      why: "forbidden",
      reason: "Jenkins rejects the request: 'svc' is missing the permission Overall/Administer (403).",
    });
    expect(jenkins.requests.map(({ path }) => path)).not.toContain("/scriptText");
  });

  it("with dead tokens, of which one is used in a process", async () => {
    const { jenkins, readAs } = await setUp();
    for (const tokenValue of ["11dead1", "11dead2", "11dead3"])
      expect(await readAs(byPassword("svc"), [tokenValue])).not.toHaveProperty("tokens");
    expect(jenkins.refusedLogins("alice")).toHaveLength(1);
  });

  it("by a login that Jenkins refuses", async () => {
    const { readAs } = await setUp();
    const wrong = { username: "alice", password: "wrong-password-1" };
    expect(await readAs(wrong)).toMatchObject({ why: "refused", cause: { code: "wrongCredentials" } });
  });
});

describe("the token lists of all users", () => {
  async function readAll(jenkins: EmbeddedJenkins, limits: Parameters<typeof readAllTokenLists>[1]) {
    const pages: (readonly UserTokens[])[] = [];
    for await (const page of readAllTokenLists(startClient(jenkins, byPassword("admin")), limits))
      pages.push(page);
    return pages;
  }

  it.each([1, 2, 100])("are read in pages of %i, as an administrator", async (limit) => {
    const { jenkins, token } = await setUp();
    jenkins.generateToken("svc", "deploy");
    const all = (await readAll(jenkins, { limit })).flat();
    expect(all.map(({ username, tokens }) => [username, tokens?.length])).toEqual([
      ["admin", 0],
      ["alice", 1],
      ["svc", 1],
    ]);
    expect(all[1]?.tokens?.[0]).toMatchObject({
      tokenUuid: token.tokenUuid,
      expiresOn: "2999-12-31",
      neverExpires: false,
      isUsed: false,
      useCount: 0,
    });
  });

  it("are split where users have many tokens; a user with too many for a script comes without them", async () => {
    const { jenkins } = await setUp();
    jenkins.generateTokens("admin", 4, "many");
    jenkins.generateTokens("svc", 2, "some");
    const pages = await readAll(jenkins, { mostTokens: 2 });
    expect(pages.map((page) => page.map(({ username, tokens }) => [username, tokens?.length]))).toEqual([
      [["admin", undefined]],
      [["alice", 1]],
      [["svc", 2]],
    ]);
  });
});
