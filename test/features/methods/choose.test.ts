import { describe, expect, it } from "vitest";
import type { EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import type { JenkinsErrorCode } from "../../../provider/errors/catalogue.ts";
import { actionsOf, startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh, update, urnOf, userOf } from "../../support/lifecycleResource.ts";

const flag = { adminCanGenerateNewTokens: true };
const old = { version: "2.107" };

const choices: [login: string, owner: string, method: string, EmbeddedJenkinsOptions, expected: string][] = [
  ["alice", "alice", "auto", {}, "rest"],
  ["admin", "admin", "auto", {}, "rest"],
  ["admin", "alice", "auto", flag, "rest"],
  ["admin", "alice", "auto", {}, "scriptConsole"],
  ["alice", "alice", "auto", { legacyTokens: true }, "rest"],
  ["alice", "alice", "auto", old, "legacy"],
  ["alice", "alice", "rest", {}, "rest"],
  ["admin", "alice", "rest", flag, "rest"],
  ["admin", "admin", "scriptConsole", {}, "scriptConsole"],
  ["admin", "alice", "scriptConsole", flag, "scriptConsole"],
  ["alice", "alice", "legacy", { legacyTokens: true }, "legacy"],
  ["alice", "alice", "legacy", old, "legacy"],
];

describe("the way a token is created", () => {
  it.each(choices)("%s for %s by %s, on %o: %s", async (login, owner, method, options, expected) => {
    const jenkins = await startJenkins(options);
    const provider = startProvider(passwordLogin(jenkins, login));
    const token = await create(provider, { username: owner, method });
    expect(token.outs.method).toBe(expected);
    expect(await userOf(jenkins, token)).toBe(owner);
    await destroy(provider, token);
    expect(await userOf(jenkins, token)).toBeUndefined();
  });

  it("asks REST once for all the users for whom it is refused", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "admin"));
    await create(provider, { username: "alice" });
    await create(provider, { username: "svc" });
    const own = await create(provider, {});
    expect(own.outs.method).toBe("rest");
    expect(actionsOf(jenkins)).toEqual(["generateNewToken", "scriptText", "scriptText", "generateNewToken"]);
  });

  it("is the script console where REST gave no response at first, and then refused", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "reset", when: "beforeEffect", path: /generateNewToken/ });
    const token = await create(startProvider(tokenLogin(jenkins, "admin")), { username: "alice" });
    expect(token.outs.method).toBe("scriptConsole");
    expect(tokenNames(jenkins, "alice")).toEqual([token.outs.tokenName]);
  });

  it("is chosen anew for each token, whatever made the last one", async () => {
    const jenkins = await startJenkins();
    const first = await create(startProvider(passwordLogin(jenkins, "admin")), { username: "alice" });
    jenkins.setAdminCanGenerateNewTokens(true);
    const second = await create(startProvider(passwordLogin(jenkins, "admin")), { username: "alice" });
    expect([first.outs.method, second.outs.method]).toEqual(["scriptConsole", "rest"]);
  });

  it("asks for no change of a token that is there, when another is wanted", async () => {
    const jenkins = await startJenkins({ ...flag });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { username: "alice", method: "rest", tokenName: "deploy" });
    const args = { username: "alice", method: "scriptConsole", tokenName: "deploy" };
    const { inputs } = await provider.check(token.inputs, { ...args, __urn: urnOf(token.name) });
    expect(await provider.diff(token.id, token.outs, inputs)).toMatchObject({ changes: false });
  });
});

it("REST gives a user without the property for tokens one, with the first token", async () => {
  const jenkins = await startJenkins(flag);
  jenkins.addUser({ id: "robot", apiTokenProperty: false });
  const token = await create(startProvider(passwordLogin(jenkins, "admin")), { username: "robot" });
  expect(token.outs.method).toBe("rest");
  expect(await userOf(jenkins, token)).toBe("robot");
});

describe("a token that the script console created", () => {
  it("is read by its own value, and renamed and revoked over REST, by whoever may do that now", async () => {
    const jenkins = await startJenkins();
    const made = await create(startProvider(passwordLogin(jenkins, "admin")), { username: "alice" });
    expect(made.outs.method).toBe("scriptConsole");
    jenkins.clearRequests();
    const alice = startProvider(tokenLogin(jenkins, "alice"));
    const renamed = await update(alice, made, { username: "alice", tokenName: "renamed" });
    expect(tokenNames(jenkins, "alice")).toEqual(["renamed"]);
    expect((await refresh(alice, renamed))?.outs.method).toBe("scriptConsole");
    await destroy(alice, renamed);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
    expect(actionsOf(jenkins)).toEqual(["rename", "revoke"]);
  });
});

describe("a method that is not available", () => {
  const closed: [string, string, string, EmbeddedJenkinsOptions, JenkinsErrorCode][] = [
    ["admin", "alice", "rest", {}, "adminCannotGenerate"],
    ["svc", "alice", "auto", {}, "adminCannotGenerate"],
    ["svc", "svc", "scriptConsole", {}, "scriptConsoleForbidden"],
    ["svc", "alice", "scriptConsole", {}, "scriptConsoleForbidden"],
    ["alice", "alice", "legacy", {}, "legacyDisabled"],
    ["alice", "alice", "rest", old, "noTokenApi"],
    ["admin", "alice", "scriptConsole", old, "noTokenApi"],
    ["svc", "alice", "legacy", { legacyTokens: true }, "notPermitted"],
  ];

  it.each(closed)("fails: %s for %s by %s, on %o", async (login, owner, method, options, code) => {
    const jenkins = await startJenkins(options);
    const before = jenkins.tokens(owner);
    const provider = startProvider(passwordLogin(jenkins, login));
    await expectFailure(create(provider, { username: owner, method }), code);
    expect(jenkins.tokens(owner)).toEqual(before);
  });
});

it("a user without Overall/Read gets no token", async () => {
  const jenkins = await startJenkins();
  jenkins.addUser({ id: "blind", password: "blind-pw", mayRead: false });
  for (const login of [passwordLogin, tokenLogin]) {
    await expectFailure(create(startProvider(login(jenkins, "blind"))), "notPermitted", "Overall/Read");
  }
  expect(tokenNames(jenkins, "blind")).toEqual([]);
});

describe("a full name where an ID should be", () => {
  const users = [
    { id: "admin", password: "admin-pw", administrator: true },
    { id: "alice", fullName: "Alice Smith" },
  ];
  const failures: [string, EmbeddedJenkinsOptions, JenkinsErrorCode][] = [
    ["rest", flag, "tokenRefused"],
    ["auto", {}, "unknownUser"],
    ["scriptConsole", {}, "unknownUser"],
  ];

  // By REST, Jenkins finds the user of a path by either; a login takes the ID.
  it.each(failures)("leaves no token, by %s, on %o", async (method, options, code) => {
    const jenkins = await startJenkins({ users, ...options });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await expectFailure(create(provider, { username: "Alice Smith", method }), code, "not the full name");
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});

describe("auto", () => {
  it("names the ways that are left where the script console doesn't work either", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "html", when: "beforeEffect", path: /scriptText/, times: 9 });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const creating = create(provider, { username: "alice" });
    const { message } = await expectFailure(creating, "scriptFailed", "Please wait", "log in as the user");
    expect(message).toContain("-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("doesn't go to the script console because of a refused crumb", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "sessionsExpire", path: /generateNewToken/, times: 9 });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await expectFailure(create(provider, { username: "alice" }), "crumbRefused");
    expect(actionsOf(jenkins)).not.toContain("scriptText");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});
