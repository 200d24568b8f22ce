import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type EmbeddedJenkins, startEmbeddedJenkins } from "../../emulator/index.ts";
import { type DoctorDocument, runCli } from "../unit/cli/runCli.ts";
import { pathWithNode, writeFiles } from "./support/pulumiProject.ts";

const passphrase = "open-sesame-4711";

let folder: string;
let jenkins: EmbeddedJenkins;
let tokenValue: string;
let environment: Record<string, string>;

async function pulumi(...parameters: string[]): Promise<void> {
  await promisify(execFile)("pulumi", parameters, { cwd: folder, env: environment });
}

/** A project with a stack that has a connection and a named controller, and one that has nothing; the first is selected. */
beforeAll(async () => {
  jenkins = await startEmbeddedJenkins();
  tokenValue = jenkins.generateToken("admin", "for the stack").tokenValue;
  folder = await mkdtemp(join(tmpdir(), "doctor-"));
  const state = join(folder, "state");
  await mkdir(state);
  environment = {
    PATH: [pathWithNode, inject("pulumiBinDirectory")].join(delimiter),
    HOME: folder,
    PULUMI_HOME: join(folder, ".pulumi"),
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  await writeFiles(folder, { "Pulumi.yaml": "name: tokens\nruntime: nodejs\n" });
  await pulumi("stack", "init", "empty");
  await pulumi("stack", "init", "dev");
  const plain = {
    "jenkins:url": jenkins.url,
    "jenkins:username": "alice",
    "jenkins:controllers.eu.url": jenkins.url,
  };
  const secret = { "jenkins:password": "alice-pw", "jenkins:controllers.eu.apiToken": tokenValue };
  await pulumi(
    ...["config", "set-all", "--path", "--plaintext", "jenkins:controllers.eu.username=admin"],
    ...Object.entries(plain).flatMap(([key, value]) => ["--plaintext", `${key}=${value}`]),
    ...Object.entries(secret).flatMap(([key, value]) => ["--secret", `${key}=${value}`]),
  );
});

afterAll(async () => {
  await jenkins.close();
  await rm(folder, { recursive: true, force: true });
});

async function doctor(flags: string[], more: Record<string, string> = {}) {
  const run = await runCli(["doctor", ...flags], { ...environment, ...more }, folder);
  for (const secret of ["alice-pw", tokenValue, passphrase])
    expect(run.stdout + run.stderr).not.toContain(secret);
  return run;
}

describe("the doctor finds the connection", () => {
  it("in the configuration of --stack, before the environment", async () => {
    const { exitCode, stdout } = await doctor(["--stack", "dev", "--json"], {
      JENKINS_URL: "http://127.0.0.1:1",
      JENKINS_USER_ID: "svc",
      JENKINS_PASSWORD: "svc-pw",
    });
    expect(exitCode).toBe(0);
    expect((JSON.parse(stdout) as DoctorDocument).connection).toEqual({
      url: jenkins.url,
      username: "alice",
      credential: "password",
      from: "config",
    });
  });

  it("in the configuration of the selected stack, without any flag", async () => {
    const { exitCode, stdout } = await doctor(["--json"], { JENKINS_URL: "http://127.0.0.1:1" });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ connection: { username: "alice", from: "config" } });
  });

  it("of every controller with --all, and reports one that cannot be used beside the others", async () => {
    await pulumi("config", "set", "--path", "jenkins:controllers.us.url", jenkins.url);
    const { exitCode, stdout } = await doctor(["--all"]);
    await pulumi("config", "rm", "--path", "jenkins:controllers.us");
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      `eu: ${jenkins.url} as admin, from jenkins:controllers of the stack's configuration`,
    );
    expect(stdout).toContain("A token can be created for admin, by REST.");
    expect(stdout).toContain("us: jenkins:controllers.us.username: is missing");
    const all = await doctor(["--all", "--json"]);
    expect(all.exitCode).toBe(0);
    expect(JSON.parse(all.stdout)).toMatchObject({ controllers: { eu: { canCreateToken: true } } });
  });

  it("of --controller in the selected stack", async () => {
    const { exitCode, stdout } = await doctor(["--controller", "eu", "--for", "svc", "--json"]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      method: "scriptConsole",
      connection: { username: "admin", credential: "apiToken", from: "controller" },
    });
  });

  it("in the environment where the stack has none, as the provider does", async () => {
    const { exitCode, stdout } = await doctor(["--stack", "empty", "--json"], {
      JENKINS_URL: jenkins.url,
      JENKINS_USER_ID: "svc",
      JENKINS_PASSWORD: "svc-pw",
    });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ connection: { username: "svc", from: "environment" } });
  });
});

it("the doctor checks the environment in a project whose stack cannot be read", async () => {
  const { exitCode, stdout } = await doctor(["--json"], {
    PATH: "/nowhere",
    JENKINS_URL: jenkins.url,
    JENKINS_USER_ID: "svc",
    JENKINS_PASSWORD: "svc-pw",
  });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ connection: { username: "svc", from: "environment" } });
});

describe("the doctor ends with 2, and says why", () => {
  it.each([
    ["there is no such stack", ["--stack", "nosuch"], "no stack named 'nosuch' found"],
    [
      "the stack has no connection",
      ["--stack", "empty"],
      "no Jenkins connection in the configuration of the stack empty",
    ],
    [
      "there is no such controller",
      ["--controller", "us"],
      "--controller: 'us' is not in jenkins:controllers",
    ],
  ])("when %s", async (_, flags, expected) => {
    const { exitCode, stdout, stderr } = await doctor(flags);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(expected);
  });

  it("when the passphrase is missing", async () => {
    const { exitCode, stderr } = await doctor(["--stack", "dev"], { PULUMI_CONFIG_PASSPHRASE: "" });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("passphrase");
  });

  it("when there is no Pulumi CLI", async () => {
    const { exitCode, stderr } = await doctor(["--stack", "dev"], { PATH: "/nowhere" });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: "The stack's configuration can't be read: the command pulumi isn't on the PATH.\n",
    });
  });
});
