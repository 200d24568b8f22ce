import { describe, expect, it } from "vitest";
import type { EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import { failureOf } from "../../support/lifecycleFailure.ts";
import {
  passwordLogin,
  startJenkins,
  startProvider,
  tokenLogin,
  tokenNames,
} from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh, update, urnOf } from "../../support/lifecycleResource.ts";
import { actions, answersAs } from "./steps.ts";

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

describe("the way a token is made", () => {
  it.each(choices)("%s for %s by %s, on %o: %s", async (login, owner, method, options, expected) => {
    const jenkins = await startJenkins(options);
    const provider = startProvider(passwordLogin(jenkins, login));
    const token = await create(provider, { username: owner, method });
    expect(token.outs.method).toBe(expected);
    expect(await answersAs(jenkins, token)).toBe(owner);
    await destroy(provider, token);
    expect(await answersAs(jenkins, token)).toBeUndefined();
  });

  it("asks REST once for all the users for whom it is refused", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "admin"));
    await create(provider, { username: "alice" });
    await create(provider, { username: "svc" });
    const own = await create(provider, {});
    expect(own.outs.method).toBe("rest");
    expect(actions(jenkins)).toEqual(["generateNewToken", "scriptText", "scriptText", "generateNewToken"]);
  });

  it("is the script console where REST gave no answer at first, and then refused", async () => {
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
  expect(await answersAs(jenkins, token)).toBe("robot");
});

describe("a token that the script console made", () => {
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
    expect(actions(jenkins)).toEqual(["rename", "revoke"]);
  });
});

describe("a way that is closed", () => {
  const closed: [string, string, string, EmbeddedJenkinsOptions, RegExp[]][] = [
    ["admin", "alice", "rest", {}, [/adminCanGenerateNewTokens=true/, /script console/]],
    ["svc", "alice", "auto", {}, [/doesn't let 'svc' make a token for 'alice' \(403\)/, /log in as 'alice'/]],
    ["svc", "svc", "scriptConsole", {}, [/doesn't let 'svc' use the script console/, /Overall\/Administer/]],
    [
      "svc",
      "alice",
      "scriptConsole",
      {},
      [/doesn't let 'svc' use the script console/, /Overall\/Administer/],
    ],
    ["alice", "alice", "legacy", {}, [/makes no legacy token for 'alice': that is switched off/, /"auto"/]],
    ["alice", "alice", "rest", old, [/older than 2\.129/, /method: "legacy"/]],
    ["admin", "alice", "scriptConsole", old, [/older than 2\.129/, /method: "legacy"/]],
    [
      "svc",
      "alice",
      "legacy",
      { legacyTokens: true },
      [/'svc' is missing the permission Overall\/Administer/],
    ],
  ];

  it.each(closed)("%s for %s by %s, on %o, is told so", async (login, owner, method, options, says) => {
    const jenkins = await startJenkins(options);
    const before = jenkins.tokens(owner);
    const provider = startProvider(passwordLogin(jenkins, login));
    const { message } = await failureOf(create(provider, { username: owner, method }));
    for (const said of says) expect(message).toMatch(said);
    expect(jenkins.tokens(owner)).toEqual(before);
  });
});

it("who has no Overall/Read is told so, and gets no token", async () => {
  const jenkins = await startJenkins();
  jenkins.addUser({ id: "blind", password: "blind-pw", mayRead: false });
  for (const login of [passwordLogin, tokenLogin]) {
    const { message } = await failureOf(create(startProvider(login(jenkins, "blind"))));
    expect(message).toContain("'blind' is missing the permission Overall/Read (403)");
    expect(message).toContain("Log in as the user who shall own the token, with Overall/Read");
  }
  expect(tokenNames(jenkins, "blind")).toEqual([]);
});

describe("a full name where an ID should be", () => {
  const users = [
    { id: "admin", password: "admin-pw", administrator: true },
    { id: "alice", fullName: "Alice Smith" },
  ];
  const failures: [string, EmbeddedJenkinsOptions, RegExp[]][] = [
    [
      "rest",
      flag,
      [/made the token '.*' of 'Alice Smith', but refuses it \(401\)/, /Is 'Alice Smith' the user ID/],
    ],
    ["auto", {}, [/knows no user 'Alice Smith'/, /not the full name/]],
    ["scriptConsole", {}, [/knows no user 'Alice Smith'/, /not the full name/]],
  ];

  // By REST, Jenkins finds the user of a path by either; a login takes the ID.
  it.each(failures)("makes no token that stays, by %s, on %o", async (method, options, says) => {
    const jenkins = await startJenkins({ users, ...options });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const { message } = await failureOf(create(provider, { username: "Alice Smith", method }));
    for (const said of says) expect(message).toMatch(said);
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});

describe("auto", () => {
  it("names the ways that are left where the script console doesn't work either", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "html", when: "beforeEffect", path: /scriptText/, times: 9 });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const { message } = await failureOf(create(provider, { username: "alice" }));
    expect(message).toContain("didn't do its work: Please wait");
    expect(message).toContain("log in as the user who shall own the token");
    expect(message).toContain("-Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("doesn't go to the script console because of a refused crumb", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "sessionsExpire", path: /generateNewToken/, times: 9 });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const { message } = await failureOf(create(provider, { username: "alice" }));
    expect(message).toContain("refused a fresh crumb");
    expect(actions(jenkins)).not.toContain("scriptText");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});
