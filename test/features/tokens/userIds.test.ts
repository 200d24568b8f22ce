import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import {
  complaints,
  create,
  destroy,
  preview,
  refresh,
  update,
  userOf,
} from "../../support/lifecycleResource.ts";

const userIds = [
  "two words",
  "späth",
  "雪",
  "smith+x@corp.example",
  "o'brien",
  'say "hi"',
  "50%",
  "50%41",
  "a&b=c;d?e#f",
  "<b>",
  "DOMAIN\\user",
  `späth smith+x@corp "o'brien" 50%`,
];

describe("a user ID of any characters", () => {
  it.each(userIds)("goes through the whole lifecycle of a token: %s", async (id) => {
    const jenkins = await startJenkins({ users: [{ id, password: "its-own-pw" }] });
    const provider = startProvider(passwordLogin(jenkins, id, "its-own-pw"));
    const token = await create(provider, { tokenName: "deploy" });
    expect(token.outs.username).toBe(id);
    expect(await userOf(jenkins, token)).toBe(id);
    const renamed = await update(provider, token, { tokenName: "renamed" });
    expect((await refresh(provider, renamed))?.outs.tokenName).toBe("renamed");
    await destroy(provider, renamed);
    expect(tokenNames(jenkins, id)).toEqual([]);
  });

  it("goes through where an administrator creates the token", async () => {
    const id = `späth smith+x@corp "o'brien" 50%`;
    const users = [{ id: "admin", password: "admin-pw", administrator: true }, { id }];
    const jenkins = await startJenkins({ users, adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: id, method: "rest" });
    expect(await userOf(jenkins, token)).toBe(id);
    await destroy(provider, token);
    expect(tokenNames(jenkins, id)).toEqual([]);
  });
});

describe("a user ID that would climb through paths", () => {
  it("is unknown, and reaches nobody else", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await expectFailure(create(provider, { username: "alice/../svc", method: "rest" }), "unknownUser");
    for (const user of ["alice", "svc"]) expect(tokenNames(jenkins, user)).toEqual([]);
  });
});

describe("text that Jenkins cannot store", () => {
  it.each(["\0", "\u0008", "\ufffe", "\ud800", "a\udfffb"])("is refused at preview: %j", async (text) => {
    const provider = startProvider(passwordLogin({ url: "http://127.0.0.1:1" }, "alice"));
    const reason = "holds a character that Jenkins cannot store";
    const all = await complaints(provider, { username: text, tokenName: `x${text}` });
    expect(all).toEqual(expect.arrayContaining([`username: ${reason}`, `tokenName: ${reason}`]));
  });

  it.each([".", ".."])("or that no URL can name is refused at preview: %s", async (username) => {
    const provider = startProvider(passwordLogin({ url: "http://127.0.0.1:1" }, "alice"));
    expect(await complaints(provider, { username })).toEqual([expect.stringContaining("no URL can lead")]);
  });
});

describe("a user ID in another case", () => {
  it("is the same user when a token is created and revoked", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider({ ...passwordLogin(jenkins, "alice"), "jenkins:username": "Alice" });
    const token = await create(provider, { username: "ALICE" });
    expect(await userOf(jenkins, token)).toBe("alice");
    await destroy(provider, token);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("is no change of a token that is there", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { username: "alice" });
    expect(await preview(provider, token, { username: "Alice" })).toEqual({ changes: false, replaces: [] });
  });
});

describe("a login or a connection whose user ID no URL can name", () => {
  it.each([".", "..", "\0", "\ud800"])("is refused at preview: %j", async (username) => {
    const login = startProvider({
      ...passwordLogin({ url: "http://127.0.0.1:1" }, "x", "its-own-pw"),
      "jenkins:username": username,
    });
    expect(await complaints(login, {})).toEqual([
      expect.stringMatching(/^jenkins:username: .*(no URL|cannot store)/),
    ]);
    const connection = { url: "http://127.0.0.1:1", username, password: "of-a-connection-4711" };
    expect(await complaints(startProvider({}), { connection })).toEqual([
      expect.stringMatching(/^connection.username: .*(no URL|cannot store)/),
    ]);
  });
});

describe("a token name of unusual characters", () => {
  it.each([" deploy ", "a  b", "x\u00a0y", "e\u0301", "<b>&amp;\"'", "50%41+1", "雪 🔑", "\ufffd"])(
    "stays as it is through every preview and refresh: %j",
    async (tokenName) => {
      for (const version of ["2.568.2", "2.346.3"]) {
        const jenkins = await startJenkins({ version });
        const provider = startProvider(passwordLogin(jenkins, "alice"));
        const token = await create(provider, { tokenName });
        expect(tokenNames(jenkins, "alice")).toEqual([tokenName]);
        expect((await refresh(provider.next(), token))?.outs).toEqual(token.outs);
        expect(await preview(provider.next(), token, { tokenName })).toEqual({
          changes: false,
          replaces: [],
        });
      }
    },
  );
});
