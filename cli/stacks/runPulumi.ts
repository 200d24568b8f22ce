import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { reasonOf } from "./reasonOf.ts";

/**
 * Runs a command of the Pulumi CLI in the working directory, and returns what it printed. It never prompts.
 *
 * @throws Error with the reason that the CLI gives
 */
export async function runPulumi(parameters: readonly string[], signal: AbortSignal): Promise<string> {
  const child = spawn("pulumi", [...parameters, "--non-interactive"], {
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  try {
    const closed = once(child, "close") as Promise<[number | null]>;
    const [stdout, stderr, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    if (exitCode !== 0) throw new Error(stderr.trim() || `it ended with exit code ${exitCode}`);
    return stdout;
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}
