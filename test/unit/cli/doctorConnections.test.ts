import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createAuthority } from "../../../emulator/certificates.ts";
import { startProxy } from "../../../emulator/proxy.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { closedPort, startWebServer } from "../../support/network.ts";
import { alice, consultDoctor } from "./runCli.ts";

describe("a login", () => {
  it("that Jenkins refuses ends the checks", async () => {
    const jenkins = await startJenkins();
    const { exitCode, report } = await consultDoctor({
      ...alice(jenkins),
      password: "not-her-password-2",
      forUser: "svc",
    });
    expect(exitCode).toBe(1);
    expect(report.checks.version.status).toBe("ok");
    expect(report.checks.login).toMatchObject({ status: "problem", code: "wrongCredentials" });
    for (const id of ["crumb", "cloudBees", "administrator", "scriptConsole", "self"] as const) {
      expect(report.checks[id], id).toMatchObject({
        status: "notChecked",
        blockedBy: "login",
        detail: "not checked, because of the ✗ at Login",
      });
    }
  });

  it("by password is of no use behind single sign-on, but one by API token is", async () => {
    const jenkins = await startJenkins({ singleSignOn: true });
    const { tokenValue } = jenkins.generateToken("alice", "login");
    const byPassword = await consultDoctor(alice(jenkins));
    expect(byPassword.exitCode).toBe(1);
    expect(byPassword.report.checks.login).toMatchObject({ status: "problem", code: "singleSignOn" });
    expect(byPassword.report.checks.login.hint).toContain("API token");
    const byToken = await consultDoctor({ url: jenkins.url, username: "alice", apiToken: tokenValue });
    expect(byToken.exitCode).toBe(0);
  });

  it("by a password that is called an API token lacks its crumb", async () => {
    const { url } = await startJenkins();
    const { exitCode, report } = await consultDoctor({ url, username: "alice", apiToken: "alice-pw" });
    expect(exitCode).toBe(1);
    expect(report.checks.crumb).toMatchObject({
      status: "problem",
      hint: expect.stringContaining("JENKINS_PASSWORD"),
    });
  });

  it("that is removed by a proxy is noticed", async () => {
    const url = await startWebServer((request, response) => {
      const body = request.url === "/login" ? "" : JSON.stringify({ name: "anonymous", anonymous: true });
      response.setHeader("X-Jenkins", "2.568.2").end(body);
    });
    const { exitCode, report } = await consultDoctor({ url, username: "alice", password: "alice-pw" });
    expect(exitCode).toBe(1);
    expect(report.checks.login).toMatchObject({
      status: "problem",
      hint: expect.stringContaining("Authorization"),
    });
  });
});

describe("a login by another name than the user ID", () => {
  it("gets the user ID in the advice", async () => {
    const url = await startWebServer((request, response) => {
      const body = request.url === "/login" ? "" : JSON.stringify({ name: "alice", anonymous: false });
      response.setHeader("X-Jenkins", "2.568.2").end(body);
    });
    const { exitCode, report } = await consultDoctor({ url, username: "alice@corp", password: "alice-pw" });
    expect(exitCode).toBe(1);
    expect(report.checks.login).toMatchObject({
      status: "problem",
      value: "alice",
      hint: expect.stringMatching(/log in as 'alice', which is the user ID.*forward HTTP Basic/),
    });
  });
});

describe("a URL", () => {
  it("where nobody listens is unreachable, and nothing else is checked", async () => {
    const url = `http://${closedPort}`;
    const { exitCode, report } = await consultDoctor({
      url,
      username: "alice",
      password: "alice-pw",
      forUser: "svc",
    });
    expect(exitCode).toBe(1);
    const { reachable, ...rest } = report.checks;
    expect(reachable).toMatchObject({ status: "problem", code: "unreachable" });
    for (const check of Object.values(rest)) {
      expect(check).toMatchObject({ status: "notChecked", blockedBy: "reachable" });
    }
  });

  it("without the context path gets the right one in the advice", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const { origin } = new URL(jenkins.url);
    const { exitCode, report } = await consultDoctor({ ...alice(jenkins), url: origin });
    expect(exitCode).toBe(1);
    expect(report.checks.jenkins).toMatchObject({
      status: "problem",
      code: "wrongPath",
      hint: expect.stringContaining(`Set \`url\` of the connection to ${jenkins.url}.`),
    });
  });

  it("with a wrong path is reported before a wrong login, also where nobody may read without one", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const url = `${new URL(jenkins.url).origin}/ci`;
    const { report } = await consultDoctor({ url, username: "alice", password: "not-her-password-2" });
    expect(report.checks.jenkins).toMatchObject({ status: "problem", code: "wrongPath" });
    expect(report.checks.login).toMatchObject({ status: "notChecked", blockedBy: "jenkins" });
    expect(jenkins.refusedLogins()).toEqual([]);
  });

  it("of a page of Jenkins gets the controller's in the advice", async () => {
    const jenkins = await startJenkins();
    const { report } = await consultDoctor({ ...alice(jenkins), url: `${jenkins.url}/job/testJob` });
    expect(report.checks.jenkins).toMatchObject({
      status: "problem",
      code: "wrongPath",
      hint: expect.stringContaining(`Set \`url\` of the connection to ${jenkins.url}.`),
    });
  });

  it("of something else isn't a Jenkins, and no credential goes there", async () => {
    const headers: unknown[] = [];
    const url = await startWebServer((request, response) => {
      headers.push(request.headers.authorization);
      response.end("<html>Hello!</html>");
    });
    const { exitCode, report } = await consultDoctor({ url, username: "alice", password: "alice-pw" });
    expect(exitCode).toBe(1);
    expect(report.checks.jenkins).toMatchObject({ status: "problem", code: "notJenkins" });
    expect(new Set(headers)).toEqual(new Set([undefined]));
  });

  it("behind a gateway that wants a header gets no further", async () => {
    const jenkins = await startJenkins({ requiredHeaders: { "X-Gateway": "let-me-in" } });
    const { exitCode, report } = await consultDoctor(alice(jenkins));
    expect(exitCode).toBe(1);
    expect(report.checks.jenkins).toMatchObject({ status: "problem", code: "gatewayRefused" });
    expect(report.checks.jenkins.hint).toContain("headers");
  });

  it("of a controller that is starting is reachable, and nothing more yet", async () => {
    const jenkins = await startJenkins();
    jenkins.faults.add({ kind: "booting", statuses: [503] });
    const { exitCode, report } = await consultDoctor(alice(jenkins));
    expect(exitCode).toBe(1);
    expect(report.checks.reachable.status).toBe("ok");
    expect(report.checks.jenkins).toMatchObject({ status: "problem", code: "starting" });
  });
});

describe("a proxy of the environment", () => {
  const url = "http://jenkins.example";

  it("is taken, and what isn't encrypted is reported", async () => {
    const jenkins = await startJenkins();
    const proxy = await startProxy({ hosts: { "jenkins.example:80": new URL(jenkins.url).host } });
    onTestFinished(() => proxy.close());
    const environment = { HTTP_PROXY: proxy.url };
    const { exitCode, report } = await consultDoctor({ ...alice(jenkins), url, environment });
    expect(exitCode).toBe(0);
    expect(report.checks.tls).toMatchObject({ status: "none", value: "off" });
    expect(report.checks.tls.detail).toContain("anyone on the network path can read");
    expect(proxy.requests.length).toBeGreaterThan(0);
  });

  it("that wants a login is what can't be passed", async () => {
    const proxy = await startProxy({ credentials: { username: "me", password: "proxy-secret" } });
    onTestFinished(() => proxy.close());
    const environment = { HTTP_PROXY: proxy.url };
    const { exitCode, report } = await consultDoctor({
      url,
      username: "alice",
      password: "alice-pw",
      environment,
    });
    expect(exitCode).toBe(1);
    expect(report.checks.reachable).toMatchObject({ status: "problem", code: "proxyAuthentication" });
  });
});

describe("TLS", () => {
  async function startWithTls() {
    const authority = await createAuthority();
    const folder = await mkdtemp(join(tmpdir(), "doctor-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const authorityFile = join(folder, "ca.pem");
    await writeFile(authorityFile, authority.cert);
    return { jenkins: await startJenkins({ tls: await authority.issue() }), authorityFile };
  }

  it("is trusted by the authorities that Node is configured with", async () => {
    const { jenkins, authorityFile } = await startWithTls();
    const environment = { NODE_EXTRA_CA_CERTS: authorityFile };
    const { exitCode, report } = await consultDoctor({ ...alice(jenkins), environment });
    expect(exitCode).toBe(0);
    expect(report.checks.tls).toMatchObject({ status: "ok", value: "trusted" });
  });

  it("of an unknown authority stands in the way, though something responds", async () => {
    const { jenkins } = await startWithTls();
    const { exitCode, report } = await consultDoctor(alice(jenkins));
    expect(exitCode).toBe(1);
    expect(report.checks.reachable.status).toBe("ok");
    expect(report.checks.tls).toMatchObject({ status: "problem", code: "tlsUnknownIssuer" });
    expect(report.checks.jenkins).toMatchObject({ status: "notChecked", blockedBy: "tls" });
  });
});

describe("a clock", () => {
  const dayMs = 24 * 60 * 60 * 1000;

  it.each([
    [-3, "3 days behind this machine"],
    [2, "2 days ahead of this machine"],
  ])("that is %i days off is told, since expiry counts days", async (days, detail) => {
    const url = await startWebServer((_, response) => {
      const date = new Date(Date.now() + days * dayMs).toUTCString();
      response.setHeader("X-Jenkins", "2.568.2").setHeader("Date", date).end();
    });
    const { report } = await consultDoctor({ url, username: "alice", password: "alice-pw" });
    expect(report.checks.clock).toMatchObject({ status: "problem", value: days, detail });
  });

  it("that isn't reported is no obstacle", async () => {
    const url = await startWebServer((_, response) => {
      response.sendDate = false;
      response.setHeader("X-Jenkins", "2.568.2").end();
    });
    const { report } = await consultDoctor({ url, username: "alice", password: "alice-pw" });
    expect(report.checks.clock).toMatchObject({ status: "none", value: null });
  });
});
