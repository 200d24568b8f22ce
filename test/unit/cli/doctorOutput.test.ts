import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { startWebServer } from "../../support/network.ts";
import { compiledCli, consultDoctor, runCli, tableOf } from "./runCli.ts";

describe("the table", () => {
  it("says under each ✗ what to do", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins", version: "2.541.3" });
    const { exitCode, table } = await tableOf(jenkins, "alice", ["--for", "svc"]);
    expect(exitCode).toBe(1);
    expect(table).toMatchInlineSnapshot(`
      "http://127.0.0.1:8080/jenkins as alice, from the environment

        ✓ Reachable        responds in 12 ms
        – TLS              not used; Jenkins is on this machine
        ✓ Jenkins URL      a Jenkins under /jenkins
        ✓ Version          Jenkins LTS 2.541.3
        ✓ Clock            the same day (0 s ahead of this machine)
        ✓ Login            as alice, by password
        – Login expires    not known of a password
        ✓ Crumb            required, and accepted
        – CloudBees role   not a CloudBees product
        ✗ Administrator    no
                           → Log in as an administrator instead of 'alice', or as 'svc'.
        – Script console   open to administrators only
        ✗ Expiry           not supported: it came with 2.548 (LTS 2.555.1)
                           → Leave expiresInDays and expiresOn out (rotateAfterDays works everywhere), or update the
                             controller.
        ✓ Fixed value      supported
        ✓ Token for alice  yes, by REST
        ✓ User svc         is known
        ✗ Token for svc    no: 'alice' isn't an administrator
                           → By default users create tokens for themselves only. An administrator can create them
                             for others on a controller started with
                             -Djenkins.security.ApiTokenProperty.adminCanGenerateNewTokens=true, or in the script
                             console. Otherwise log in as 'svc'.

      No token can be created for svc.
      "
    `);
  });

  it("names the check that stands in the way", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const { table } = await tableOf(jenkins, "alice", [], { JENKINS_PASSWORD: "wrong-password-5" });
    expect(table).toContain("No token can be created for alice: see the ✗ at Login.");
  });

  it("gives a long user ID a line of its own", async () => {
    const jenkins = await startJenkins();
    const id = "8d6b3c1e-8f0e-4b39-8a4c-1c1f7c9f9d11";
    jenkins.addUser({ id });
    const { table } = await tableOf(jenkins, "admin", ["--for", id]);
    expect(table).toContain(
      `  ✓ Token for admin  yes, by REST\n  ✓ User ${id}\n                     is known\n  ✓ Token for ${id}\n`,
    );
  });

  it("refuses a user ID that would steer the terminal, and does not print it", async () => {
    const hostile = await runCli(["doctor", "--url", "http://127.0.0.1:1", "--for", "x\u001b[2J\nx"]);
    expect(hostile).toMatchObject({ exitCode: 2, stdout: "" });
    expect(hostile.stderr).toBe("--for: holds a character that Jenkins cannot store\n");
  });

  it("is coloured where colours are wanted, and not where they aren't", async () => {
    const jenkins = await startJenkins();
    const coloured = await tableOf(jenkins, "alice", [], { FORCE_COLOR: "1" });
    expect(coloured.table).toContain("\u001b[32m✓\u001b[39m");
    const plain = await tableOf(jenkins, "alice", []);
    expect(plain.table).not.toContain("\u001b");
  });
});

it("keeps its exit code, and prints no error, when nobody reads to the end", async () => {
  const { url } = await startJenkins();
  const child = spawn(process.execPath, [compiledCli, "doctor"], {
    env: { JENKINS_URL: url, JENKINS_USER_ID: "alice", JENKINS_PASSWORD: "alice-pw" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, "close")]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

describe("what comes from afar", () => {
  it("shows no secret, not even one that is sent back", async () => {
    const password = "open-sesame-4711";
    const encoded = Buffer.from(`alice:${password}`).toString("base64");
    const url = await startWebServer((request, response) => {
      response.setHeader("X-Jenkins", "2.568.2");
      if (request.url === "/login") response.end();
      else response.writeHead(302, { Location: `/sso/${encoded}?password=${password}` }).end();
    });
    const { report } = await consultDoctor({ url, username: "alice", password });
    expect(report.checks.login.detail).toContain("[secret]");
    expect(JSON.stringify(report)).not.toContain(encoded);
  });

  it("can't steer the terminal", async () => {
    const url = await startWebServer((request, response) => {
      response.setHeader("X-Jenkins", "2.568.2");
      const name = "mallory\u001b[2J\u0007";
      response.end(request.url === "/login" ? "" : JSON.stringify({ name, anonymous: false }));
    });
    const { stdout } = await runCli(["doctor"], {
      JENKINS_URL: url,
      JENKINS_USER_ID: "alice",
      JENKINS_PASSWORD: "alice-pw",
    });
    expect(stdout).toContain("as 'mallory");
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("\u0007");
  });
});

describe("the JSON document", () => {
  const checkIds = [
    "reachable",
    "tls",
    "jenkins",
    "version",
    "clock",
    "login",
    "loginExpiry",
    "crumb",
    "cloudBees",
    "administrator",
    "scriptConsole",
    "expiry",
    "fixedValue",
    "self",
    "user",
    "other",
  ];
  const checkKeys = ["status", "value", "title", "detail", "hint", "code", "blockedBy"];

  it.each([
    ["when all is well", "alice-pw"],
    ["when hardly anything could be looked at", "not-her-password-2"],
  ])("has the same keys %s", async (_, password) => {
    const { url } = await startJenkins();
    const { report } = await consultDoctor({ url, username: "alice", password });
    expect(Object.keys(report)).toEqual(["canCreateToken", "method", "username", "connection", "checks"]);
    expect(Object.keys(report.connection)).toEqual(["url", "username", "credential", "from"]);
    expect(Object.keys(report.checks)).toEqual(checkIds);
    for (const check of Object.values(report.checks)) expect(Object.keys(check)).toEqual(checkKeys);
  });
});
