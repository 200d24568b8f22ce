import { access, constants, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { runCommand } from "./runCommand.ts";
import type { PulumiInstallation } from "./strategy.ts";

const ANSWER_WITHIN_MS = 60_000;

/** The three executables that running a Node.js program with dynamic resources takes. */
const TOOLS = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

/**
 * Looks whether this `pulumi` runs, and whether the Node.js language host and the launcher of dynamic providers are beside
 * it. Returns the installation, or a sentence that says what is wrong with it.
 */
export async function inspectTools(
  command: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<PulumiInstallation | string> {
  // Package managers put a link on the PATH; the other tools lie beside what it points to.
  const binDirectory = dirname(await realpath(command).catch(() => command));
  for (const tool of TOOLS) {
    if (!(await isExecutable(join(binDirectory, tool)))) return `${binDirectory} has no executable ${tool}.`;
  }

  // The CLI writes a log file for each command, even for this one.
  const pulumiHome = await mkdtemp(join(tmpdir(), "pulumi-home-"));
  const options = {
    environment: { ...environment, PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  };
  try {
    const printed = await runCommand(join(binDirectory, "pulumi"), ["version"], options);
    const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(printed.trim())?.[1];
    if (version === undefined) return `${command} does not tell its version.`;
    await runCommand(join(binDirectory, "pulumi-language-nodejs"), ["-help"], options);
    return { command: join(binDirectory, "pulumi"), binDirectory, version };
  } catch (error) {
    signal.throwIfAborted();
    return `${command} does not run: ${(error as Error).message}`;
  } finally {
    await rm(pulumiHome, { recursive: true, force: true });
  }
}

/** The first executable of that name on the PATH, as a shell would find it. */
export async function findOnPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const directory of (environment.PATH ?? "").split(delimiter)) {
    const candidate = join(directory, name);
    if (directory !== "" && (await isExecutable(candidate))) return candidate;
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
