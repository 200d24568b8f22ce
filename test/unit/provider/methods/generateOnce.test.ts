import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins, Fault } from "../../../../emulator/index.ts";
import { startJenkins, whoAmI } from "../../../support/jenkins.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../../support/lifecycleProvider.ts";
import { create, update, userOf } from "../../../support/lifecycleResource.ts";

const path = /generateNewToken$/;
const always = Number.POSITIVE_INFINITY;
const deploy = { username: "alice", tokenName: "deploy", method: "rest" };

function generates({ requests }: EmbeddedJenkins): number {
  return requests.filter((request) => request.path.endsWith("/generateNewToken")).length;
}

/** A token that isn't there when it is looked for can still come, where somebody gave up waiting for Jenkins. */
const mayStillCome =
  /^A request to generate a token for 'alice' got no response in time.* 'deploy' appears .*: revoke it there\.$/;

/** What can happen to the first request that generates, and whether Jenkins has made a token all the same. */
const accidents: [string, Fault, warning?: RegExp][] = [
  ["a reset before the effect", { kind: "reset", when: "beforeEffect" }],
  ["a reset after the effect", { kind: "reset", when: "afterEffect" }],
  ["a 500 before the effect", { kind: "status", status: 500, when: "beforeEffect" }],
  ["a 500 after the effect, as in Jenkins' own race", { kind: "status", status: 500, when: "afterEffect" }],
  ["a 502 after the effect", { kind: "status", status: 502, when: "afterEffect" }],
  ["a 503 after the effect", { kind: "status", status: 503, when: "afterEffect" }],
  ["a 504 before the effect", { kind: "status", status: 504, when: "beforeEffect" }, mayStillCome],
  ["a 504 after the effect", { kind: "status", status: 504, when: "afterEffect" }],
  ["a 524 before the effect", { kind: "status", status: 524, when: "beforeEffect" }, mayStillCome],
  ["a 524 after the effect", { kind: "status", status: 524, when: "afterEffect" }],
  ["JSON that is cut off", { kind: "cutOffJson" }],
  ["a body that is cut off", { kind: "cutOffBody" }],
  ["a page after the effect", { kind: "html", when: "afterEffect" }],
];

describe.each(accidents)("after %s", (_, accident, warning) => {
  it.each([
    ["a user with an API token", (jenkins: EmbeddedJenkins) => tokenLogin(jenkins, "alice")],
    ["a user with a password", (jenkins: EmbeddedJenkins) => passwordLogin(jenkins, "alice")],
    ["an administrator for somebody else", (jenkins: EmbeddedJenkins) => passwordLogin(jenkins, "admin")],
  ])("exactly the declared token is there and works, for %s", async (_login, login) => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const provider = startProvider(login(jenkins));
    jenkins.faults.add({ ...accident, path });
    const token = await create(provider, deploy);
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(provider.warnings).toEqual(warning ? [expect.stringMatching(warning)] : []);
  });
});

describe("after several accidents in a row", () => {
  it("exactly the declared token is there", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "status", status: 500, when: "afterEffect", path, times: 2 });
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path });
    const token = await create(startProvider(tokenLogin(jenkins, "alice")), deploy);
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it.each(["2.541.3", "2.346.3"])(
    "exactly the declared token is there on Jenkins %s too",
    async (version) => {
      const jenkins = await startJenkins({ version });
      jenkins.faults.add({ kind: "status", status: 500, when: "afterEffect", path, times: 3 });
      await create(startProvider(passwordLogin(jenkins, "alice")), deploy);
      expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    },
  );

  it.each(["beforeEffect", "afterEffect"] as const)(
    "nothing is left behind when there are too many, %s",
    async (when) => {
      const jenkins = await startJenkins();
      jenkins.faults.add({ kind: "status", status: 500, when, path, times: always });
      const settings = { ...tokenLogin(jenkins, "alice"), "jenkins:maxRetries": "2" };
      const { message } = await failureOf(create(startProvider(settings), deploy));
      expect(message).toContain("failed to process the request (500)");
      expect(tokenNames(jenkins, "alice")).toEqual([]);
      expect(generates(jenkins)).toBe(3);
    },
  );

  it("the good token keeps the name of a retry where Jenkins doesn't rename it, and the next up does", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path });
    const fault = jenkins.faults.add({
      kind: "status",
      status: 502,
      when: "beforeEffect",
      path: /rename/,
      times: always,
    });
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const token = await create(provider, deploy);
    expect(tokenNames(jenkins, "alice")).toEqual([expect.stringMatching(/^deploy \(retry [0-9a-f]{7}\)$/)]);
    fault.remove();
    await update(provider, token, deploy);
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });

  it("the error names what may be orphaned and where, when Jenkins may still be at work", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "status", status: 504, when: "afterEffect", path, times: always });
    const settings = { ...tokenLogin(jenkins, "alice"), "jenkins:maxRetries": "2" };
    const { message } = await failureOf(create(startProvider(settings), deploy));
    expect(message).toMatch(
      /It is unknown whether Jenkins created a token 'deploy' or 'deploy \(retry .*' or 'deploy \(retry .*' for 'alice'/,
    );
    expect(message).toContain(`Open ${jenkins.url}/user/alice/security/, revoke the orphaned token there`);
    expect(generates(jenkins)).toBe(3);
  });
});

describe("an older token of the same name", () => {
  async function setUp(age: { minutes: number; isUsed: boolean }) {
    let minutes = 0;
    const clock = { now: () => new Date(Date.UTC(2026, 10, 22, 10, minutes)) };
    const jenkins = await startJenkins({ clock });
    const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "deploy");
    if (age.isUsed) {
      const authorization = `Basic ${Buffer.from(`alice:${tokenValue}`).toString("base64")}`;
      await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: { authorization } });
    }
    minutes += age.minutes;
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    return { jenkins, provider, tokenUuid };
  }

  it.each([
    ["is left alone that was never used", { minutes: 5, isUsed: false }],
    ["is left alone that is in use, however new it is", { minutes: 0, isUsed: true }],
  ])("%s", async (_, age) => {
    const { jenkins, provider, tokenUuid } = await setUp(age);
    jenkins.faults.add({ kind: "status", status: 500, when: "afterEffect", path });
    const token = await create(provider, deploy);
    const uuids = jenkins.tokens("alice").map(({ uuid }) => uuid);
    expect(uuids.toSorted()).toEqual([tokenUuid, token.id].toSorted());
  });

  it("is left alone that turns up later, whoever else is at work on that name", async () => {
    const jenkins = await startJenkins();
    const used = jenkins.generateToken("alice", "deploy");
    expect((await whoAmI(jenkins.url, "alice", used.tokenValue)).status).toBe(200);
    let late: string | undefined;
    const pause = async (ms: number) => {
      const isBetweenLooks = ms === 400;
      if (isBetweenLooks) late ??= jenkins.generateToken("alice", "deploy").tokenUuid;
    };
    jenkins.faults.add({ kind: "status", status: 500, when: "afterEffect", path });
    const provider = startProvider(passwordLogin(jenkins, "alice"), { retryDelayMs: 100, pause });
    const token = await create(provider, deploy);
    const uuids = jenkins.tokens("alice").map(({ uuid }) => uuid);
    expect(uuids.toSorted()).toEqual([used.tokenUuid, String(late), token.id].toSorted());
  });

  it("is left alone where it can't be distinguished from one of ours: the error names the name", async () => {
    const { jenkins, provider, tokenUuid } = await setUp({ minutes: 0, isUsed: false });
    jenkins.faults.add({ kind: "status", status: 500, when: "afterEffect", path });
    const { message, id } = await failureOf(create(provider, deploy));
    expect(message).toContain("It is unknown whether Jenkins created a token 'deploy' for 'alice'");
    expect(message).toContain(`${jenkins.url}/user/alice/security/`);
    const uuids = jenkins.tokens("alice").map(({ uuid }) => uuid);
    expect(uuids).toContain(tokenUuid);
    // The good one is there, and kept in the state.
    expect(uuids).toContain(id);
    expect(uuids).toHaveLength(3);
  });
});

describe.each(["2.568.2", "2.346.3"])("where Jenkins %s counts no uses of tokens", (version) => {
  const ways: [string, RegExp, login: string, object][] = [
    ["REST", path, "alice", {}],
    ["the script console", /scriptText/, "admin", { method: "scriptConsole" }],
  ];

  it.each(ways)("what %s may have orphaned is named, not revoked by guess", async (_, at, login, way) => {
    const jenkins = await startJenkins({ version, usageStatistics: false });
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path: at });
    const provider = startProvider(passwordLogin(jenkins, login));
    const { message, id } = await failureOf(create(provider, { ...deploy, ...way }));
    expect(message).toContain("It is unknown whether Jenkins created a token 'deploy' for 'alice'");
    expect(message).toContain(`Open ${jenkins.url}/user/alice/security/, revoke the orphaned token there`);
    const uuids = jenkins.tokens("alice").map(({ uuid }) => uuid);
    expect(uuids).toContain(id);
    expect(uuids).toHaveLength(2);
  });

  it.each(ways)("nothing is said of an attempt by %s that made none", async (_, at, login, way) => {
    const jenkins = await startJenkins({ version, usageStatistics: false });
    jenkins.faults.add({ kind: "reset", when: "beforeEffect", path: at });
    await create(startProvider(passwordLogin(jenkins, login)), { ...deploy, ...way });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });
});

describe("where the list of tokens can't be seen", () => {
  it("isn't taken for the whole list what is cut off", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path });
    jenkins.faults.add({ kind: "cutOffJson", path: /security/, times: 3 });
    await create(startProvider(tokenLogin(jenkins, "alice")), deploy);
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path });
    jenkins.faults.add({ kind: "cutOffJson", path: /security/, times: always });
    const { message } = await failureOf(create(startProvider(tokenLogin(jenkins, "alice")), deploy));
    expect(message).toContain("It is unknown whether Jenkins created a token 'deploy' for 'alice'");
  });

  it("nothing is retried, and the error names the token and the page", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/security/", { status: 403, body: "<h1>Access Denied</h1>" });
    jenkins.faults.add({ kind: "reset", when: "afterEffect", path });
    const provider = startProvider(tokenLogin(jenkins, "alice", gateway.url));
    const { message } = await failureOf(create(provider, deploy));
    expect(message).toContain("It is unknown whether Jenkins created a token 'deploy' for 'alice'");
    expect(message).toContain(`${gateway.url}/user/alice/security/`);
    expect(generates(jenkins)).toBe(1);
  });

  it("names the page of a user of any characters", async () => {
    const id = `späth "o'brien"`;
    const jenkins = await startJenkins({ users: [{ id, password: "its-own-pw-77" }] });
    jenkins.faults.add({ kind: "cutOffJson", path });
    jenkins.faults.add({
      kind: "status",
      status: 502,
      when: "beforeEffect",
      path: /security/,
      times: always,
    });
    const provider = startProvider(passwordLogin(jenkins, id, "its-own-pw-77"));
    const { message } = await failureOf(create(provider, { tokenName: "deploy" }));
    expect(message).toContain(`${jenkins.url}/user/${encodeURIComponent(id)}/security/`);
  });
});

describe("a token that isn't what was ordered, and can't be revoked again", () => {
  it.each<[string, Fault]>([
    ["the connection breaks", { kind: "reset", when: "beforeEffect" }],
    ["Jenkins is starting", { kind: "booting", statuses: [503] }],
  ])("is named, with the page, where %s", async (_, fault) => {
    const jenkins = await startJenkins({ version: "2.541.3" });
    const gateway = await startGateway(jenkins);
    // The version stays unknown, so that it only shows afterwards that the token never expires.
    gateway.respond("/login", { status: 200 });
    const settings = { ...tokenLogin(jenkins, "alice", gateway.url), "jenkins:maxRetries": "0" };
    jenkins.faults.add({ ...fault, path: /revoke$/ });
    const { message } = await failureOf(create(startProvider(settings), { ...deploy, expiresInDays: 30 }));
    expect(message).toContain("It is unknown whether Jenkins created a token 'deploy' for 'alice'");
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });
});

describe("what certainly had no effect", () => {
  it("is simply retried: a controller or proxy that asks for it", async () => {
    const jenkins = await startJenkins();
    const busy = { kind: "status", when: "beforeEffect", retryAfter: 0, path } as const;
    jenkins.faults.add({ ...busy, status: 503 });
    jenkins.faults.add({ ...busy, status: 429 });
    await create(startProvider(passwordLogin(jenkins, "alice")), deploy);
    expect(generates(jenkins)).toBe(3);
    expect(jenkins.requests.some((request) => request.path.includes("/security"))).toBe(false);
  });

  it("is retried no more often than the connection says", async () => {
    const jenkins = await startJenkins();
    const fault = { kind: "status", status: 503, when: "beforeEffect", retryAfter: 0 } as const;
    jenkins.faults.add({ ...fault, path, times: always });
    const settings = { ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "2" };
    const { message } = await failureOf(create(startProvider(settings), deploy));
    expect(message).toContain("is unavailable (503)");
    expect(generates(jenkins)).toBe(3);
  });

  it.each([
    ["reset", { kind: "reset", when: "afterEffect" }],
    ["answered 502", { kind: "status", status: 502, when: "afterEffect" }],
    ["cut off", { kind: "cutOffJson" }],
  ] as const)("is told as what it is: a crumb request that was %s", async (_, fault) => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ ...fault, path: /crumbIssuer/, times: always });
    const { message } = await failureOf(create(startProvider(passwordLogin(jenkins, "alice")), deploy));
    expect(message).toContain(`GET ${jenkins.url}/crumbIssuer/api/json`);
    expect(message).not.toContain("It is unknown whether Jenkins created a token");
  });

  it("is reported as what it is: a controller that is starting", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [503], path, times: always });
    const { message } = await failureOf(create(startProvider(passwordLogin(jenkins, "alice")), deploy));
    expect(message).toContain("is still starting (503)");
  });
});
