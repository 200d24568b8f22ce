import { access, constants, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { GoTool } from "./goTools.ts";
import { runCommand } from "./runCommand.ts";

/** A Pulumi CLI that this project can work with. */
export interface PulumiInstallation {
  /** Absolute path of the `pulumi` executable. */
  command: string;
  /**
   * The folder of the executable, its language host for Node.js and its launcher of dynamic providers. It belongs on the
   * PATH ahead of others, but behind `node_modules/.bin`: a system folder may hold an older `node` as well.
   */
  binDirectory: string;
  version: string;
}

/** What a CLI and its tools are searched with. */
export interface PulumiSearch {
  environment: NodeJS.ProcessEnv;
  /** Stops what is running; nothing unfinished is left. */
  signal: AbortSignal;
  /** Reports to the person who waits, one line at a time. */
  log: (line: string) => void;
  /** What is wanted besides the CLI. A build of the CLI builds these in the same run. Default: nothing. */
  tools?: readonly GoTool[];
}

const EXECUTABLES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const INSPECTION_TIMEOUT_MS = 60_000;

/**
 * Checks that this `pulumi` runs, and that the Node.js language host and the launcher of dynamic providers are beside it.
 * Rejects with a sentence that says what is wrong.
 */
export async function inspectPulumi(command: string, search: PulumiSearch): Promise<PulumiInstallation> {
  // Package managers put a link on the PATH; the other tools lie beside what it points to.
  const binDirectory = dirname(await realpath(command).catch(() => command));
  await requireExecutables(binDirectory, EXECUTABLES);

  // The CLI writes a log file for each command, even for this one.
  const pulumiHome = await mkdtemp(join(tmpdir(), "pulumi-home-"));
  const options = {
    environment: { ...search.environment, PULUMI_HOME: pulumiHome, PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal: AbortSignal.any([search.signal, AbortSignal.timeout(INSPECTION_TIMEOUT_MS)]),
  };
  try {
    const printed = await runCommand(join(binDirectory, "pulumi"), ["version"], options);
    const version = /^v?(\d+\.\d+\.\d+\S*)$/m.exec(printed.trim())?.[1];
    if (version === undefined) throw new Error("`pulumi version` prints no version.");
    await runCommand(join(binDirectory, "pulumi-language-nodejs"), ["-help"], options);
    return { command: join(binDirectory, "pulumi"), binDirectory, version };
  } catch (error) {
    throw new Error(`${command} does not run: ${(error as Error).message.split("\n").at(-1)}`);
  } finally {
    await rm(pulumiHome, { recursive: true, force: true });
  }
}

/** Resolves to the paths of the executables in the folder. Rejects with the name of the first that is missing. */
export async function requireExecutables(directory: string, names: readonly string[]): Promise<string[]> {
  for (const name of names) {
    const found = await findOnPath(name, { PATH: directory });
    if (found === undefined) throw new Error(`${directory} has no executable ${name}.`);
  }
  return names.map((name) => join(directory, name));
}

/** The first executable of that name on the PATH, as a shell would find it. */
export async function findOnPath(name: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const directory of (environment.PATH ?? "").split(delimiter).filter(Boolean)) {
    const candidate = join(directory, name);
    const isExecutable = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isExecutable) return candidate;
  }
  return undefined;
}
