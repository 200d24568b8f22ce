import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCli } from "./runCli.ts";

const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

describe("help", () => {
  it("of the doctor reports its flags, its sources and its exit codes", async () => {
    const { exitCode, stdout, stderr } = await runCli(["doctor", "--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const text of ["--url", "--username", "--stack", "--controller", "--for", "--json", "JENKINS_URL"]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).toContain("Exit code: 0 when a token can be created, 1 when not, 2 for wrong usage.");
  });

  it("of the package names the doctor", async () => {
    const { exitCode, stdout } = await runCli(["--help"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("doctor");
  });

  it("is what wrong usage gets without a command", async () => {
    const { exitCode, stdout, stderr } = await runCli([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain("doctor");
  });
});

it("the version is that of the package", async () => {
  expect(await runCli(["--version"])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: "" });
});

it("an older Node.js ends it with 2 and one line", async () => {
  const older =
    'data:text/javascript,Object.defineProperty(process, "versions", { value: { node: "20.20.2" } })';
  const { exitCode, stderr } = await runCli(["--version"], { NODE_OPTIONS: `--import=${encodeURI(older)}` });
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: "pulumi-jenkins-api-token needs Node.js 22.19.0 or newer; this is 20.20.2.\n",
  });
});

describe("wrong usage ends with 2, and says what to do", () => {
  const login = { JENKINS_URL: "http://127.0.0.1:1", JENKINS_USER_ID: "alice", JENKINS_PASSWORD: "alice-pw" };

  it.each([
    ["an unknown flag", ["--password", "x"], {}, "unknown option '--password'"],
    ["an unknown command", undefined, {}, "unknown command 'surgeon'"],
    ["no connection", [], {}, "Say which Jenkins to check: --url and --username, or --stack"],
    ["a URL alone", ["--url", "https://ci.example.com"], {}, "--username: is missing"],
    ["a user alone", ["--username", "alice"], {}, "--url: is missing"],
    [
      "no credential, and nobody to ask",
      ["--url", "https://ci.example.com", "--username", "alice"],
      {},
      "The API token or password is missing: put it into JENKINS_API_TOKEN or JENKINS_PASSWORD",
    ],
    [
      "a URL that isn't one",
      ["--url", "ci"],
      login,
      "--url: must be a URL such as https://ci.example.com/jenkins",
    ],
    [
      "a variable that is wrong",
      [],
      { ...login, JENKINS_URL: "ftp://ci" },
      "JENKINS_URL: must start with https://",
    ],
    [
      "two credentials",
      [],
      { ...login, JENKINS_API_TOKEN: "abc-4711" },
      "JENKINS_PASSWORD: is given besides apiToken",
    ],
    [
      "a proxy that isn't one",
      [],
      { ...login, JENKINS_URL: "http://ci.invalid", HTTP_PROXY: "http://me:100%-secret@proxy" },
      "HTTP_PROXY: has a % in its login",
    ],
    ["a user for whom to look that can't be", ["--for", "a:b"], login, "--for: must not contain a colon"],
    [
      "two sources",
      ["--url", "http://127.0.0.1:1", "--stack", "dev"],
      login,
      "either --url and --username, or --stack",
    ],
  ])("%s", async (_, flags, environment, expected) => {
    const { exitCode, stdout, stderr } = await runCli(
      flags ? ["doctor", ...flags] : ["surgeon"],
      environment,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(expected);
    expect(stderr).not.toContain("alice-pw");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
