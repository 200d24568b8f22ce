import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { pathWithNode } from "../../pulumi/support/pulumiProject.ts";

/** The root of this repository. */
export const checkout = join(import.meta.dirname, "../../..");

/** Runs a command, with the project's own Node.js; resolves to what it prints, and rejects with all of it when it fails. */
export async function runCommand(
  cwd: string,
  command: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  const env = { ...process.env, PATH: pathWithNode, ...environment };
  try {
    const { stdout } = await promisify(execFile)(command, parameters, { cwd, env, maxBuffer: 64 << 20 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${parameters.join(" ")} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
