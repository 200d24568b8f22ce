import { describe, expect, it } from "vitest";
import type { EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import { postAction, startJenkins } from "../../support/jenkins.ts";
import { admin, alice, consultDoctor } from "./runCli.ts";

it("no script runs without --for, whoever logs in", async () => {
  const jenkins = await startJenkins();
  await consultDoctor(admin(jenkins));
  const posts = jenkins.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);
  expect(new Set(posts)).toEqual(new Set(["/whoAmI/api/json"]));
});

describe("a token for oneself", () => {
  it("can be created by REST with a password and a crumb", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const { exitCode, report } = await consultDoctor(alice(jenkins));
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({
      canCreateToken: true,
      method: "rest",
      username: "alice",
      connection: { url: jenkins.url, username: "alice", credential: "password", from: "environment" },
      checks: {
        reachable: { status: "ok", value: expect.any(Number) },
        tls: { status: "none", value: "off" },
        jenkins: { status: "ok", detail: "a Jenkins under /jenkins" },
        version: { status: "ok", value: "2.568.2" },
        clock: { status: "ok", value: 0 },
        login: { status: "ok", value: "alice", detail: "as alice, by password" },
        crumb: { status: "ok", value: "on" },
        cloudBees: { status: "none", value: null },
        administrator: { status: "none", value: null, detail: "runs with --for only" },
        scriptConsole: { status: "none", value: null },
        expiry: { status: "ok", value: true },
        fixedValue: { status: "ok", value: true },
        self: { status: "ok", value: "rest" },
        user: { status: "none", value: null },
        other: { status: "none", value: null },
      },
    });
  });

  it("can be created with an API token, without a crumb", async () => {
    const jenkins = await startJenkins();
    const { tokenValue } = jenkins.generateToken("alice", "login");
    const { exitCode, report } = await consultDoctor({
      url: jenkins.url,
      username: "alice",
      apiToken: tokenValue,
    });
    expect(exitCode).toBe(0);
    expect(report.connection.credential).toBe("apiToken");
    expect(report.checks.login.detail).toBe("as alice, by API token");
    expect(report.checks.crumb).toMatchObject({ status: "none", value: "notNeeded" });
  });

  it("can be created where crumbs are switched off", async () => {
    const { exitCode, report } = await consultDoctor(alice(await startJenkins({ crumbIssuer: false })));
    expect(exitCode).toBe(0);
    expect(report.checks.crumb).toMatchObject({ status: "none", value: "off" });
  });

  it("can be created behind a load balancer that finds a session's node by a cookie", async () => {
    const { exitCode, report } = await consultDoctor(alice(await startJenkins({ stickyLoadBalancer: true })));
    expect(exitCode).toBe(0);
    expect(report.checks.crumb).toMatchObject({ status: "ok", value: "on" });
  });

  it("can't be created by who has no Overall/Read, however good the login is", async () => {
    const jenkins = await startJenkins();
    jenkins.addUser({ id: "blind", mayRead: false });
    const apiToken = jenkins.generateToken("blind", "login").tokenValue;
    const { exitCode, report } = await consultDoctor({ url: jenkins.url, username: "blind", apiToken });
    expect(exitCode).toBe(1);
    expect(report.checks.login.status).toBe("ok");
    expect(report.checks.self).toMatchObject({
      status: "problem",
      code: "notPermitted",
      detail: "Jenkins rejects the request: 'blind' is missing the permission Overall/Read (403).",
    });
  });

  it("is what --for asks about, when it names the login in another case", async () => {
    const { exitCode, report } = await consultDoctor({ ...alice(await startJenkins()), forUser: "ALICE" });
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({
      username: "alice",
      method: "rest",
      checks: { other: { status: "none" } },
    });
  });

  it("is found out about without making one, or changing anything", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    await consultDoctor({ ...admin(jenkins), forUser: "svc" });
    expect(["admin", "alice", "svc"].flatMap((user) => jenkins.tokens(user))).toEqual([]);
    const posts = jenkins.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);
    expect(new Set(posts)).toEqual(new Set(["/whoAmI/api/json", "/scriptText"]));
  });
});

describe("the API token of the login", () => {
  const dayMs = 24 * 60 * 60 * 1000;
  const dayIn = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

  it.each([
    [
      "soon, which is a problem",
      dayIn(5),
      { status: "problem", value: dayIn(5), detail: `on ${dayIn(5)} (in 5 days)` },
    ],
    ["later", dayIn(60), { status: "ok", value: dayIn(60), detail: `on ${dayIn(60)}` }],
    ["never", null, { status: "ok", value: "never", detail: "never" }],
  ])("expires %s", async (_, expirationDate, expected) => {
    const jenkins = await startJenkins();
    jenkins.generateToken("alice", "another", { expirationDate: dayIn(1) });
    const { tokenValue } = jenkins.generateToken("alice", "for Pulumi", { expirationDate });
    const { exitCode, report } = await consultDoctor({
      url: jenkins.url,
      username: "alice",
      apiToken: tokenValue,
    });
    expect(exitCode).toBe(0);
    expect(report.checks.loginExpiry).toMatchObject(expected);
    if (expected.status === "problem") expect(report.checks.loginExpiry.hint).toContain("named 'for Pulumi'");
  });

  it("has no expiry that is known where the page can't be read, and no script is run for it", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const { tokenValue } = jenkins.generateToken("admin", "for Pulumi");
    jenkins.faults.add({
      kind: "status",
      status: 502,
      when: "beforeEffect",
      path: /security|configure/,
      times: 99,
    });
    const { exitCode, report } = await consultDoctor({
      url: jenkins.url,
      username: "admin",
      apiToken: tokenValue,
    });
    expect(exitCode).toBe(0);
    expect(report.checks.loginExpiry).toMatchObject({ status: "none", value: null });
    expect(jenkins.requests.map(({ path }) => path)).not.toContain("/scriptText");
  });
});

describe("a token for another user", () => {
  it("can be created by REST by an administrator, where the controller allows it", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    const { exitCode, report } = await consultDoctor({ ...admin(jenkins), forUser: "svc" });
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({
      username: "svc",
      method: "rest",
      checks: {
        administrator: { status: "ok", value: true },
        scriptConsole: { status: "ok", value: true },
        user: { status: "ok", value: true },
        other: { status: "ok", value: "rest" },
      },
    });
  });

  it("can be created by REST for a user without the property for tokens, who gets it with the first one", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    jenkins.addUser({ id: "bare", apiTokenProperty: false });
    const { exitCode, report } = await consultDoctor({ ...admin(jenkins), forUser: "bare" });
    expect(exitCode).toBe(0);
    expect(report.method).toBe("rest");
  });

  it("can be created by the script console by an administrator, where REST is switched off", async () => {
    const { exitCode, report } = await consultDoctor({ ...admin(await startJenkins()), forUser: "svc" });
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ method: "scriptConsole", checks: { other: { status: "ok" } } });
  });

  it("can be created for a user id of any characters", async () => {
    const id = `o'brien"); System.exit(1); // späth`;
    const jenkins = await startJenkins();
    jenkins.addUser({ id });
    const { exitCode, report } = await consultDoctor({ ...admin(jenkins), forUser: id });
    expect(exitCode).toBe(0);
    expect(report).toMatchObject({ username: id, method: "scriptConsole" });
  });

  it("can't be created by somebody who isn't an administrator, and both ways out are named", async () => {
    const { exitCode, report } = await consultDoctor({ ...alice(await startJenkins()), forUser: "svc" });
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({
      canCreateToken: false,
      method: null,
      checks: {
        administrator: { status: "problem", value: false, hint: expect.stringContaining("as 'svc'") },
        self: { status: "ok" },
        other: { status: "problem", code: "adminCannotGenerate" },
      },
    });
    expect(report.checks.other.hint).toContain("adminCanGenerateNewTokens=true");
    expect(report.checks.other.hint).toContain("script console");
  });

  it("can't be created for somebody whom Jenkins doesn't know", async () => {
    const jenkins = await startJenkins();
    const { exitCode, report } = await consultDoctor({ ...admin(jenkins), forUser: "nobody" });
    expect(exitCode).toBe(1);
    expect(report.checks.user).toMatchObject({ status: "problem", value: false, code: "unknownUser" });
    expect(report.checks.other).toMatchObject({ status: "notChecked", blockedBy: "user" });
    expect(report.checks.self.status).toBe("ok");
    expect(() => jenkins.tokens("nobody")).toThrow("no user nobody");
  });

  it("can't be created for a full name: the user ID is reported", async () => {
    const jenkins = await startJenkins({ adminCanGenerateNewTokens: true });
    jenkins.addUser({ id: "bob", fullName: "Bob Miller" });
    const { exitCode, report } = await consultDoctor({ ...admin(jenkins), forUser: "Bob Miller" });
    expect(exitCode).toBe(1);
    expect(report.checks.user).toMatchObject({
      status: "problem",
      value: false,
      detail: "is the full name of 'bob'",
      hint: "Use the user ID: 'bob'.",
    });
    expect(report.checks.other).toMatchObject({ status: "notChecked", blockedBy: "user" });
  });

  it("can't be created by the script console for a user without the property for tokens", async () => {
    const jenkins = await startJenkins();
    jenkins.addUser({ id: "bare", apiTokenProperty: false });
    const { exitCode, report } = await consultDoctor({ ...admin(jenkins), forUser: "bare" });
    expect(exitCode).toBe(1);
    expect(report.checks.other).toMatchObject({ status: "problem", code: "noApiTokenProperty" });
  });

  it("is unknown where the script console is blocked by a proxy", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "html", path: /scriptText/, when: "beforeEffect", times: 9 });
    const { exitCode, report } = await consultDoctor({ ...admin(jenkins), forUser: "svc" });
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({
      canCreateToken: false,
      checks: {
        administrator: { status: "none", value: null },
        scriptConsole: { status: "problem", value: false },
        other: {
          status: "none",
          value: null,
          hint: expect.stringContaining("adminCanGenerateNewTokens=true"),
        },
      },
    });
  });
});

describe("a version", () => {
  it("before 2.129 has the legacy token of the login alone", async () => {
    const jenkins = await startJenkins({ version: "2.107.3", legacyTokens: true });
    const self = await consultDoctor(alice(jenkins));
    expect(self.exitCode).toBe(0);
    expect(self.report).toMatchObject({
      method: "legacy",
      checks: {
        expiry: { status: "problem", value: false },
        fixedValue: { status: "problem", value: false },
        self: { status: "ok", value: "legacy" },
      },
    });
    const other = await consultDoctor({ ...admin(jenkins), forUser: "svc" });
    expect(other.exitCode).toBe(1);
    expect(other.report.checks.other).toMatchObject({
      status: "problem",
      hint: "Log in as 'svc', or update the controller.",
    });
  });

  it("before 2.129 can't give a new token to a login by the old one", async () => {
    const { url } = await startJenkins({ version: "2.107.3", legacyTokens: true, crumbIssuer: false });
    const changed = await postAction(url, "changeToken", { as: ["alice", "alice-pw"] });
    const [apiToken = ""] = changed.headers.get("script")?.match(/[0-9a-f]{32}/) ?? [];
    const { exitCode, report } = await consultDoctor({ url, username: "alice", apiToken });
    expect(exitCode).toBe(1);
    expect(report.checks.login.status).toBe("ok");
    expect(report.checks.self).toMatchObject({
      status: "problem",
      hint: "Log in by password: creating the token revokes the existing one.",
    });
  });

  it.each([
    ["2.138.4", { expiry: false, fixedValue: false }],
    ["2.346.3", { expiry: false, fixedValue: true }],
    ["2.541.3", { expiry: false, fixedValue: true }],
  ])("%s has what it has, and the rest is no obstacle", async (version, features) => {
    const { exitCode, report } = await consultDoctor(alice(await startJenkins({ version })));
    expect(exitCode).toBe(0);
    const { expiry, fixedValue } = report.checks;
    expect({ expiry: expiry.value, fixedValue: fixedValue.value }).toEqual(features);
    expect(report.checks.version).toMatchObject({ value: version, detail: `Jenkins LTS ${version}` });
    expect(expiry.hint).toContain("rotateAfterDays");
  });
});

describe("a CloudBees product", () => {
  it("that takes its users from an operations center is no place for a token", async () => {
    const jenkins = await startJenkins({ cloudBees: "connectedController" });
    const { exitCode, report } = await consultDoctor(admin(jenkins));
    expect(exitCode).toBe(1);
    expect(report.checks.version.detail).toBe("CloudBees CI 2.516.1.28665");
    expect(report.checks.cloudBees).toMatchObject({
      status: "problem",
      value: "connectedController",
      code: "connectedController",
    });
    expect(report.checks.self).toMatchObject({ status: "notChecked", blockedBy: "cloudBees" });
  });

  it.each<[string, EmbeddedJenkinsOptions]>([
    ["operationsCenter", { cloudBees: "operationsCenter" }],
    ["independent", { cloudBees: "connectedController", securityRealm: "hudson.security.LDAPSecurityRealm" }],
    ["independent", { version: "2.516.1.28665" }],
  ])("that keeps its users is one: %s, on %o", async (role, options) => {
    const { exitCode, report } = await consultDoctor({
      ...admin(await startJenkins(options)),
      forUser: "svc",
    });
    expect(exitCode).toBe(0);
    expect(report.checks.cloudBees).toMatchObject({ status: "ok", value: role });
    expect(report).toMatchObject({ username: "svc", method: "scriptConsole" });
  });

  it("doesn't show its role to everybody, which is a warning", async () => {
    const { exitCode, report } = await consultDoctor(
      alice(await startJenkins({ cloudBees: "connectedController" })),
    );
    expect(exitCode).toBe(0);
    expect(report.checks.cloudBees).toMatchObject({ status: "none", value: "unknown" });
    expect(report.checks.cloudBees.hint).toContain("this controller removes it when its user logs out");
  });
});
