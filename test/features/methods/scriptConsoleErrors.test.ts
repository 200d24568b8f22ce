import { describe, expect, it } from "vitest";
import type { Fault } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, userOf } from "../../support/lifecycleResource.ts";

const byScript = { username: "alice", tokenName: "deploy", method: "scriptConsole" };
const path = /scriptText$/;
const marked = (answer: object) => `pulumi-jenkins-api-token:${JSON.stringify(answer)}\n`;

/** What the console prints besides the answer, or in its place while nothing is made. */
describe("what a script's output holds besides its response", () => {
  it.each([
    ["what an init script prints", { before: "hello from init.groovy\n" }],
    ["what is printed without an end of line", { before: "hello from init.groovy" }],
    ["warnings before and after", { before: "WARNING: deprecated\r\n\r\n", after: "\nGood bye.\n" }],
    ["a result", { after: "Result: [x:1]\n" }],
    ["our marker in the middle of a line", { before: "running pulumi-jenkins-api-token:{} now\n" }],
  ])("doesn't matter: %s", async (_, text) => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "textAround", path, ...text, times: 9 });
    const token = await create(startProvider(passwordLogin(jenkins, "admin")), byScript);
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });
});

const twice = marked({ ok: true, tokenUuid: "1", tokenValue: `11${"ab".repeat(16)}` }).repeat(2);
const compileError =
  "org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:\n" +
  "Script1.groovy: 1: unexpected token:  @ line 1, column 10.\n   def x = (\n            ^\n\n1 error\n\n\tat x\n";

const outputs: [string, contentType: string, body: string, reason: string][] = [
  [
    "a stack trace",
    "text/plain",
    "java.lang.IllegalStateException: out of luck\n\tat x\n",
    "java.lang.IllegalStateException: out of luck",
  ],
  [
    "a stack trace after what was printed",
    "text/plain",
    "hello from init.groovy\nWARNING: deprecated\njava.lang.RuntimeException: boom\n\tat x\n",
    "java.lang.RuntimeException: boom",
  ],
  ["a line that an init script printed", "text/plain", "hello from init.groovy\n", "hello from init.groovy"],
  [
    "a compile error",
    "text/plain",
    compileError,
    "org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed: Script1.groovy: 1: unexpected token",
  ],
  ["only a result", "text/plain", "Result: null\n", "Result: null"],
  ["a page", "text/html", "<html><head><title>Please wait</title></head></html>", "Please wait"],
  ["nothing", "text/plain", "", "its result is empty."],
  ["two results", "text/plain", twice, "it printed more than one result."],
  ["a result that is cut off", "text/plain", twice.slice(0, 100), "its result can't be read."],
  ["a result of another kind", "text/plain", marked({ ok: true }), "its result can't be read."],
  [
    "a refusal that isn't known",
    "text/plain",
    marked({ ok: false, error: "tooLate" }),
    "its result can't be read.",
  ],
];

describe("without a response, the error gives the reason, and the token's value to nobody", () => {
  it.each(outputs)("%s", async (_, contentType, body, reason) => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/scriptText", { status: 200, headers: { "content-type": contentType }, body });
    const creating = create(startProvider(passwordLogin(gateway, "admin", "admin-pw")), byScript);
    const { message } = await expectFailure(creating, "scriptFailed");
    expect(message).toContain(reason);
    expect(message).not.toContain("abab");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});

it("a login page in the place of the console is reported as single sign-on", async () => {
  const jenkins = await startJenkins();
  const gateway = await startGateway(jenkins);
  const headers = { "content-type": "text/html" };
  const body = "<html><title>Company login</title><input type=password></html>";
  gateway.respond("/scriptText", { status: 200, headers, body });
  const creating = create(startProvider(passwordLogin(gateway, "admin", "admin-pw")), byScript);
  await expectFailure(creating, "singleSignOn", "200 Company login", "Log in with an API token");
  expect(tokenNames(jenkins, "alice")).toEqual([]);
});

describe("a token that was created, though the script's response got lost, isn't orphaned", () => {
  const lost: [string, Fault][] = [
    ["a stack trace", { kind: "stackTrace", when: "afterEffect", path }],
    ["a page", { kind: "html", when: "afterEffect", path }],
    ["a result that is cut off", { kind: "cutOffJson", path }],
    ["a connection that is cut", { kind: "reset", when: "afterEffect", path }],
    ["an answer that comes twice", { kind: "textAround", path, before: twice }],
  ];

  it.each(lost)("by %s", async (_, fault) => {
    const jenkins = await startJenkins();
    const once = jenkins.faults.add(fault);
    const token = await create(startProvider(passwordLogin(jenkins, "admin")), byScript);
    expect(once.injections).toBe(1);
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([token.id]);
    expect(await userOf(jenkins, token)).toBe("alice");
  });
});

it("a token gets its name over REST where the script's response to that can't be read", async () => {
  const jenkins = await startJenkins();
  jenkins.faults.add({ kind: "reset", when: "afterEffect", path });
  // After: generate again, revoke the orphaned one.
  const renaming = jenkins.faults.add({ kind: "cutOffJson", path, nth: 3 });
  const provider = startProvider(passwordLogin(jenkins, "admin"));
  const token = await create(provider, { ...byScript, tokenName: "deploy" });
  expect(renaming.injections).toBe(1);
  expect(token.outs.tokenName).toBe("deploy");
});

describe("the error says why a user can't have a token by script", () => {
  it("a user whom nobody knows, and who isn't created by a request", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await expectFailure(create(provider, { ...byScript, username: "ghost" }), "unknownUser", "ghost");
    expect(() => jenkins.tokens("ghost")).toThrow("no user ghost");
  });

  it.each(["auto", "scriptConsole"])("a user without the property, by %s", async (method) => {
    const users = [
      { id: "admin", password: "admin-pw", administrator: true },
      { id: "robot", apiTokenProperty: false },
    ];
    const jenkins = await startJenkins({ users });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await expectFailure(create(provider, { username: "robot", method }), "noApiTokenProperty", "robot");
    expect(jenkins.tokens("robot")).toEqual([]);
  });

  it("somebody whom the security realm doesn't know any more, whose token is kept until it is revoked", async () => {
    const jenkins = await startJenkins();
    jenkins.addUser({ id: "leaver", isInRealm: false });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const creating = create(provider, { username: "leaver" });
    const { id, properties } = await expectFailure(creating, "tokenNotVerified", "(500)", "'leaver'");
    await provider.delete(String(id), properties as Record<string, unknown>);
    expect(jenkins.tokens("leaver")).toEqual([]);
  });

  it("a login without Overall/Administer", async () => {
    const jenkins = await startJenkins();
    for (const login of [passwordLogin, tokenLogin]) {
      await expectFailure(create(startProvider(login(jenkins, "svc")), byScript), "scriptConsoleForbidden");
    }
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("a login that is removed by a proxy", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    const headers = {
      "x-you-are-authenticated-as": "anonymous",
      "x-required-permission": "hudson.model.Hudson.Administer",
    };
    gateway.respond("/scriptText", { status: 403, headers });
    const creating = create(startProvider(tokenLogin(jenkins, "admin", gateway.url)), byScript);
    await expectFailure(creating, "loginLost", "'admin'");
  });

  it("a controller whose script console was taken away", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/scriptText", { status: 404 });
    const creating = create(startProvider(tokenLogin(jenkins, "admin", gateway.url)), byScript);
    await expectFailure(creating, "scriptFailed", "(404)");
  });

  it("a version without tokens of a chosen value", async () => {
    const jenkins = await startJenkins({ version: "2.249.3" });
    const fixedValue = `11${"ab".repeat(16)}`;
    const creating = create(startProvider(passwordLogin(jenkins, "admin")), { ...byScript, fixedValue });
    await expectFailure(creating, "fixedValueNotSupported");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it.each([{ expiresInDays: 30 }, { expiresOn: "2999-12-31" }])(
    "a version without expiry: %o",
    async (expiry) => {
      const jenkins = await startJenkins({ version: "2.541.3" });
      const creating = create(startProvider(passwordLogin(jenkins, "admin")), { ...byScript, ...expiry });
      await expectFailure(creating, "expiryNotSupported", "2.541.3");
      expect(tokenNames(jenkins, "alice")).toEqual([]);
    },
  );

  it("an expiry that is over on the controller", async () => {
    const clock = { now: () => new Date("2027-01-02T00:00:00Z") };
    const jenkins = await startJenkins({ clock });
    const provider = startProvider(passwordLogin(jenkins, "admin"), {
      now: () => new Date("2026-12-31T00:00:00Z"),
    });
    const creating = create(provider, { ...byScript, expiresOn: "2027-01-01" });
    await expectFailure(creating, "expiryInThePast", "2027-01-01");
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});

describe("a console that never gives a response", () => {
  const forGood: [string, Fault][] = [
    ["a stack trace", { kind: "stackTrace", when: "afterEffect", path }],
    ["a page", { kind: "html", when: "afterEffect", path }],
    ["an answer that comes twice", { kind: "textAround", path, before: twice }],
  ];

  it.each(forGood)("orphans no token, though each attempt has created one: %s", async (_, fault) => {
    const jenkins = await startJenkins();
    const { tokenUuid } = jenkins.generateToken("alice", "another one");
    jenkins.faults.add({ ...fault, times: Number.POSITIVE_INFINITY });
    await expectFailure(create(startProvider(passwordLogin(jenkins, "admin")), byScript), "scriptFailed");
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([tokenUuid]);
  });

  it("names what may be left where one of that name was there before", async () => {
    const jenkins = await startJenkins();
    jenkins.generateToken("alice", byScript.tokenName);
    jenkins.faults.add({ kind: "stackTrace", when: "beforeEffect", path, times: Number.POSITIVE_INFINITY });
    const creating = create(startProvider(passwordLogin(jenkins, "admin")), byScript);
    await expectFailure(creating, "generateOutcomeUnknown", "'deploy'");
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });
});
