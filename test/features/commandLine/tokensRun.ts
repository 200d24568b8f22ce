import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { type CliRun, compiledCli, type Environment, runCli } from "../../unit/cli/runCli.ts";

/** The variables that connect as a default user, by password. */
function loginOf({ url }: EmbeddedJenkins, user: string): Environment {
  return { JENKINS_URL: url, JENKINS_USER_ID: user, JENKINS_PASSWORD: `${user}-pw` };
}

/** Runs a command on tokens as a default user. Nobody is there to be asked. */
export function runTokens(
  jenkins: EmbeddedJenkins,
  user: string,
  parameters: readonly string[],
  environment: Environment = {},
): Promise<CliRun> {
  return runCli(["tokens", ...parameters], { ...loginOf(jenkins, user), ...environment });
}

/** Runs a command on tokens, and presses Ctrl-C when `moment` has come. */
export async function interruptTokens(
  jenkins: EmbeddedJenkins,
  user: string,
  parameters: readonly string[],
  moment: Promise<unknown>,
): Promise<CliRun> {
  const child = spawn(process.execPath, [compiledCli, "tokens", ...parameters], {
    env: loginOf(jenkins, user),
    stdio: ["ignore", "pipe", "pipe"],
  });
  void moment.then(() => child.kill("SIGINT"));
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}
