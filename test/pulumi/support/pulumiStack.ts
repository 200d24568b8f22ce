import { mkdir, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { expect, inject, onTestFinished } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { cachedBin } from "../../../scripts/pulumi-cli/cache.ts";
import { keepFiles, noteUsedSecret } from "../../secrets/evidence.ts";
import { findSecrets, findSecretsInFiles } from "../../secrets/secretScan.ts";
import { secretsIn } from "../../secrets/secretsIn.ts";
import type { FinishedProcess } from "../../support/finishedProcess.ts";
import { type RunningProcess, startProcess } from "./pulumiProcess.ts";
import { linkCheckout, type ProjectFiles, pathWithNode, writeFiles } from "./pulumiProject.ts";

/** What a stack is made of. */
export interface StackOptions {
  /** `index.js` of the project; for a project in plain JavaScript. */
  readonly program?: string;
  /** Other files of the project. */
  readonly files?: ProjectFiles;
  /** The Pulumi project's folder among the files. Default: their root. */
  readonly folder?: string;
  /** Brings this package into the project's `node_modules`. Default: a link to this checkout. */
  readonly install?: (folder: string) => Promise<void>;
  /** Its connection is in the stack's environment: alice, by password. Default: none. */
  readonly jenkins?: EmbeddedJenkins;
  /** Environment variables of the CLI, besides those it needs. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder on the PATH ahead of all others. Default: none. */
  readonly path?: string;
  /** A folder of installed plugins. Default: an empty one. */
  readonly plugins?: string;
  /** Text that must turn up nowhere, besides tokens, secret configuration and the passwords of the default users. */
  readonly secrets?: readonly string[];
}

/** Stack configuration to set. */
export interface StackConfiguration {
  readonly plain?: Readonly<Record<string, string>>;
  readonly secret?: Readonly<Record<string, string>>;
}

/** A resource in an exported state. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What `pulumi stack export` holds. */
export interface ExportedState {
  readonly resources: readonly StateResource[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: StateResource }[];
}

/** A command that the engine carries out. */
export type StackCommand = "up" | "preview" | "refresh" | "destroy";

/** A Pulumi project of one test, with its stack. Every method runs the real CLI, and rejects when that fails. */
export type TestStack = Awaited<ReturnType<typeof createStack>>;

const defaultPasswords = ["admin-pw", "alice-pw", "svc-pw"];
const passphrase = "open-sesame-4711";

/**
 * Creates a project with a stack in a temporary folder: state, PULUMI_HOME and temporary files are its own. When the test
 * has finished, whatever still runs is ended, everything that the CLI printed or wrote is searched for secrets, and the
 * folder is removed.
 */
export async function createStack(options: StackOptions) {
  const folder = await mkdtemp(join(tmpdir(), "pulumi-test-"));
  const root = join(folder, "project");
  const project = join(root, options.folder ?? "");
  const running = new Set<RunningProcess>();
  const secrets = new Set<string>();
  const addSecret = (value: string, what: string) => {
    secrets.add(value);
    noteUsedSecret(value, what);
  };
  for (const value of [...defaultPasswords, passphrase, ...(options.secrets ?? [])]) {
    addSecret(value, "a stack's secret");
  }
  for (const { name, value } of secretsIn(options.environment ?? {})) addSecret(value, name);
  let printed = "";

  onTestFinished(async () => {
    await Promise.all([...running].map((cli) => cli.kill()));
    try {
      const inFiles = await findSecretsInFiles(join(folder, "own"), secrets);
      await keepFiles("a Pulumi stack", join(folder, "own"));
      expect([...findSecrets(printed, secrets), ...inFiles], "secrets in output and files").toEqual([]);
    } finally {
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  const environment: Record<string, string> = { ...connectionOf(options.jenkins), ...options.environment };
  const own = await makeFolders(folder, options);

  const executable = join(inject("pulumiBinDirectory"), "pulumi");

  function start(command: string, parameters: readonly string[]): RunningProcess {
    const cli = startProcess(command, parameters, { cwd: project, environment: { ...own, ...environment } });
    running.add(cli);
    return { ...cli, finished: note(cli, parameters) };
  }

  async function note(cli: RunningProcess, parameters: readonly string[]): Promise<FinishedProcess> {
    const result = await cli.finished;
    running.delete(cli);
    if (!parameters.includes("--show-secrets")) printed += result.stdout + result.stderr;
    return result;
  }

  async function run(command: string, ...parameters: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await start(command, parameters).finished;
    if (exitCode === 0) return stdout + stderr;
    throw new Error(
      `${basename(command)} ${parameters.join(" ")} ended with ${exitCode}:\n${stdout}${stderr}`,
    );
  }

  const pulumi = (...parameters: string[]) => run(executable, ...parameters, "--non-interactive");

  const { program = "", files = {}, install = linkCheckout } = options;
  await writeFiles(root, { ...plainJavaScript, "index.js": program, ...files });
  await install(root);
  await pulumi("stack", "init", "test");

  /** Starts a command of the engine and lets it run. */
  const startCommand = (command: StackCommand, ...flags: string[]) =>
    start(executable, [command, ...(command === "preview" ? [] : unattended), ...flags, "--non-interactive"]);

  return {
    /** Variables for the runs to come; may be changed. */
    environment,
    /** Runs any command of the CLI. */
    pulumi,
    /** Runs a program other than the CLI in the project's folder. */
    run,
    start: startCommand,
    /** Replaces the program. */
    write: (program: string) => writeFiles(project, { "index.js": program }),
    /** Replaces other files of the project. */
    writeFiles: (files: ProjectFiles) => writeFiles(project, files),
    async configure({ plain = {}, secret = {} }: StackConfiguration): Promise<void> {
      for (const [key, value] of Object.entries(secret)) addSecret(value, `a stack's ${key}`);
      for (const { name, value } of secretsIn(secret)) addSecret(value, `a stack's ${name}`);
      const toFlags = (flag: string, values: Readonly<Record<string, string>>) =>
        Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
      await pulumi("config", "set-all", ...toFlags("--plaintext", plain), ...toFlags("--secret", secret));
    },
    up: (...flags: string[]) => pulumi("up", ...unattended, ...flags),
    preview: (...flags: string[]) => pulumi("preview", ...flags),
    refresh: (...flags: string[]) => pulumi("refresh", ...unattended, ...flags),
    destroy: (...flags: string[]) => pulumi("destroy", ...unattended, ...flags),
    /** Runs a command that must fail; resolves to what it printed. */
    async fails(command: StackCommand, ...flags: string[]): Promise<string> {
      const { exitCode, stdout, stderr } = await startCommand(command, ...flags).finished;
      expect(exitCode, `exit code of pulumi ${command}`).not.toBe(0);
      return stdout + stderr;
    },
    /** The stack's outputs, secret ones in plain text. */
    async outputs<Outputs = Record<string, string>>(): Promise<Outputs> {
      return JSON.parse(await pulumi("stack", "output", "--json", "--show-secrets"));
    },
    /** What `pulumi stack export` prints. */
    export: (...flags: string[]) => pulumi("stack", "export", ...flags),
    /** The exported state. */
    async state(): Promise<ExportedState> {
      return JSON.parse(await pulumi("stack", "export")).deployment;
    },
  };
}

const plainJavaScript = {
  "Pulumi.yaml": "name: tokens\nruntime: nodejs\n",
  "package.json": JSON.stringify({ name: "tokens", main: "index.js" }),
};

const unattended = ["--yes", "--skip-preview"];

/** The variables that name a controller and a login at it. */
function connectionOf(jenkins: EmbeddedJenkins | undefined): Record<string, string> {
  if (!jenkins) return {};
  return { JENKINS_URL: jenkins.url, JENKINS_USER_ID: "alice", JENKINS_PASSWORD: "alice-pw" };
}

/** Creates the folders that the CLI writes to, and names them to it; it inherits nothing from the tests. */
async function makeFolders(
  folder: string,
  { path = "", plugins }: StackOptions,
): Promise<Record<string, string>> {
  const [home, state, temporary] = ["home", "state", "tmp"].map((name) => join(folder, "own", name)) as [
    string,
    string,
    string,
  ];
  for (const ownFolder of [join(home, ".pulumi"), state, temporary])
    await mkdir(ownFolder, { recursive: true });
  if (plugins) await symlink(plugins, join(home, ".pulumi", "plugins"));
  return {
    PATH: [path, pathWithNode, inject("pulumiBinDirectory"), cachedBin(process.env)].join(delimiter),
    HOME: home,
    TMPDIR: temporary,
    PULUMI_HOME: join(home, ".pulumi"),
    // Pulumi would write attributes beside each state file, and a kill in the middle of that leaves an unreadable stack.
    PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
