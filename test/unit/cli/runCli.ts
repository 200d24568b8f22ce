import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import type { CheckId } from "../../../cli/doctor/check.ts";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { type FinishedProcess, finish } from "../../support/finishedProcess.ts";
import { noteSecretsIn } from "../../support/lifecycleFailure.ts";

/** The compiled command line, as `npx` starts it. */
export const compiledCli = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string>>;

/** Runs the command line in a process of its own, with no environment but the given, and nobody to ask. */
export async function runCli(
  parameters: readonly string[],
  environment: Environment = {},
  cwd = tmpdir(),
): Promise<FinishedProcess> {
  noteSecretsIn(environment);
  const child = spawn(process.execPath, [compiledCli, ...parameters], {
    cwd,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return finish(child);
}

/** One check in the JSON document. */
export interface CheckDocument {
  readonly status: "ok" | "problem" | "none" | "notChecked";
  readonly value: string | number | boolean | null;
  readonly title: string;
  readonly detail: string;
  readonly hint: string | null;
  readonly code: string | null;
  readonly blockedBy: CheckId | null;
}

/** What `--json` prints. */
export interface DoctorDocument {
  readonly canCreateToken: boolean;
  readonly method: string | null;
  readonly username: string;
  readonly connection: Readonly<Record<"url" | "username" | "credential" | "from", string>>;
  readonly checks: Readonly<Record<CheckId, CheckDocument>>;
}

/** Who asks the doctor, and what. */
export interface Consultation {
  readonly url: string;
  readonly username: string;
  readonly password?: string;
  readonly apiToken?: string;
  readonly forUser?: string;
  readonly environment?: Environment;
}

/** The login of an administrator. */
export const admin = ({ url }: EmbeddedJenkins): Consultation => ({
  url,
  username: "admin",
  password: "admin-pw",
});

/** The login of somebody who isn't one. */
export const alice = ({ url }: EmbeddedJenkins): Consultation => ({
  url,
  username: "alice",
  password: "alice-pw",
});

/** Runs `doctor --json`. What it prints is searched for the credential that it was given. */
export async function consultDoctor(
  consultation: Consultation,
): Promise<{ exitCode: number | null; report: DoctorDocument }> {
  const { url, username, password, apiToken, forUser } = consultation;
  const run = await runCli(["doctor", "--json", ...(forUser === undefined ? [] : ["--for", forUser])], {
    JENKINS_URL: url,
    JENKINS_USER_ID: username,
    ...(password === undefined ? {} : { JENKINS_PASSWORD: password }),
    ...(apiToken === undefined ? {} : { JENKINS_API_TOKEN: apiToken }),
    ...consultation.environment,
  });
  for (const secret of [password, apiToken]) {
    if (secret !== undefined) expect(run.stdout + run.stderr).not.toContain(secret);
  }
  expect(run.stderr).toBe("");
  return { exitCode: run.exitCode, report: JSON.parse(run.stdout) as DoctorDocument };
}

/** The doctor's table as people see it, with what differs from run to run made the same. */
export async function tableOf(
  jenkins: EmbeddedJenkins,
  user: string,
  flags: readonly string[],
  environment: Environment = {},
): Promise<{ exitCode: number | null; table: string }> {
  const { exitCode, stdout } = await runCli(["doctor", ...flags], {
    JENKINS_URL: jenkins.url,
    JENKINS_USER_ID: user,
    JENKINS_PASSWORD: `${user}-pw`,
    ...environment,
  });
  return { exitCode, table: toSame(stdout.replaceAll(new URL(jenkins.url).origin, "http://127.0.0.1:8080")) };
}

/** The text with the same times, whatever they are. */
function toSame(text: string): string {
  return text.replace(/in \d+ ms/, "in 12 ms").replace(/\d+ s (behind|ahead of)/, "0 s ahead of");
}
