import { spawn } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { type FinishedProcess, finish } from "../../support/finishedProcess.ts";
import { compiledCli, type Environment, runCli } from "../../unit/cli/runCli.ts";

/** The variables that connect as a default user, by password. */
export function loginOf({ url }: EmbeddedJenkins, user: string): Environment {
  return { JENKINS_URL: url, JENKINS_USER_ID: user, JENKINS_PASSWORD: `${user}-pw` };
}

/** Runs a command on tokens as a default user. Nobody is there to be asked. */
export function runTokens(
  jenkins: EmbeddedJenkins,
  user: string,
  parameters: readonly string[],
  environment: Environment = {},
): Promise<FinishedProcess> {
  return runCli(["tokens", ...parameters], { ...loginOf(jenkins, user), ...environment });
}

/** Resolves when a condition holds that another process brings about. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await setImmediate();
}

/** Runs a command on tokens, and presses Ctrl-C when its moment has come; `onNote` gets what it says on stderr. */
export async function interruptTokens(
  jenkins: EmbeddedJenkins,
  user: string,
  parameters: readonly string[],
  { when, onNote = () => {} }: { when: () => Promise<unknown>; onNote?: (note: string) => void },
): Promise<FinishedProcess> {
  const child = spawn(process.execPath, [compiledCli, "tokens", ...parameters], {
    env: loginOf(jenkins, user),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stderr.on("data", (chunk: Buffer) => onNote(chunk.toString()));
  void when().then(() => child.kill("SIGINT"));
  return finish(child);
}
