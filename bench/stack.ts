import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";
import { type BenchJenkins, startJenkins } from "./jenkins.ts";
import { type Usage, watchProcesses } from "./processes.ts";
import { projectOf, type Variant } from "./programs.ts";

/** What is measured, in this order. */
export const operations = {
  create: ["up", "1"],
  "no-op up": ["up", "1"],
  preview: ["preview", "1"],
  refresh: ["refresh", "1"],
  "rotate all": ["up", "2"],
  destroy: ["destroy", "2"],
} as const satisfies Record<string, readonly [command: string, version: string]>;

export type Operation = keyof typeof operations;

/** What one command took and left. */
export interface Measurement extends Usage {
  readonly seconds: number;
  /** HTTP requests that Jenkins got. */
  readonly requests: number;
  /** The file of the stack. */
  readonly stateBytes: number;
  /** Of each resource of the program in that file, on average. */
  readonly resourceBytes: number;
  /** Of the serialized provider in each dynamic resource. */
  readonly shimBytes: number;
}

export interface StackOptions {
  readonly variant: Variant;
  readonly count: number;
  readonly userCount: number;
  /** The folder of the Pulumi CLI. */
  readonly bin: string;
}

const repository = dirname(import.meta.dirname);

/** How many resources the engine works on at a time: with its default, figures would depend on the number of processors. */
const parallel = ["--parallel", "16"];

/** Goes through all operations, in a stack and on a Jenkins of its own, and reports what each took. */
export async function measureStack(options: StackOptions): Promise<Record<Operation, Measurement>> {
  const jenkins = await startJenkins({ userCount: options.userCount, saveDelayMs: 20 });
  const folder = await mkdtemp(join(tmpdir(), "pulumi-bench-"));
  try {
    const pulumi = await openStack(folder, jenkins, options);
    const measured: [string, Measurement][] = [];
    for (const [operation, [command, version]] of Object.entries(operations)) {
      await jenkins.takeRequests();
      const flags = command === "preview" ? [] : ["--yes", "--skip-preview"];
      const took = await pulumi([command, ...flags, ...parallel], { BENCH_VERSION: version });
      const requests = (await jenkins.takeRequests()).length;
      measured.push([operation, { ...took, requests, ...(await measureState(folder)) }]);
    }
    return Object.fromEntries(measured) as Record<Operation, Measurement>;
  } finally {
    await jenkins.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Took = Usage & { readonly seconds: number };

async function openStack(folder: string, jenkins: BenchJenkins, { variant, count, bin }: StackOptions) {
  const project = join(folder, "project");
  const modules = join(project, "node_modules");
  for (const each of [modules, join(folder, "state")]) await mkdir(each, { recursive: true });
  await symlink(join(repository, "node_modules", "@pulumi"), join(modules, "@pulumi"));
  await symlink(repository, join(modules, "pulumi-jenkins-api-token"));
  for (const [name, content] of Object.entries(projectOf(variant)))
    await writeFile(join(project, name), content);
  const environment = {
    PATH: [dirname(process.execPath), process.env.PATH, bin].join(delimiter),
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "bench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    BENCH_COUNT: String(count),
    BENCH_USERS: jenkins.users.join(","),
    JENKINS_URL: jenkins.url,
    JENKINS_USER_ID: "admin",
    JENKINS_API_TOKEN: jenkins.adminToken,
  };
  const pulumi = (parameters: readonly string[], more: Record<string, string> = {}) =>
    runPulumi(parameters, { cwd: project, env: { ...environment, ...more } });
  await pulumi(["stack", "init", "bench"]);
  return pulumi;
}

async function runPulumi(
  parameters: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Took> {
  const startedAt = performance.now();
  const child = spawn("pulumi", [...parameters, "--non-interactive"], {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const takeUsage = watchProcesses(child.pid as number, commandLines);
  const [printed, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  const took = { seconds: (performance.now() - startedAt) / 1000, ...takeUsage() };
  if (exitCode === 0) return took;
  throw new Error(`pulumi ${parameters.join(" ")} ended with ${exitCode}:\n${printed}${errors}`);
}

const commandLines = {
  program: /pulumi\/cmd\/run\//,
  provider: /provider\/plugin\/main\.js|cmd\/dynamic-provider/,
};

interface StoredResource {
  readonly type: string;
  readonly inputs?: { readonly __provider?: string | { readonly ciphertext: string } };
}

/** Read from the backend's own file: a command would take longer than the reading. */
async function measureState(folder: string) {
  const state = await readFile(join(folder, "state/.pulumi/stacks/bench/bench.json"), "utf8");
  const { checkpoint } = JSON.parse(state) as { checkpoint: { latest: { resources?: StoredResource[] } } };
  const resources = (checkpoint.latest.resources ?? []).filter(({ type }) => !type.startsWith("pulumi:"));
  const bytes = resources.map((resource) => JSON.stringify(resource).length);
  const provider = resources[0]?.inputs?.__provider;
  return {
    stateBytes: Buffer.byteLength(state),
    resourceBytes: Math.round(bytes.reduce((sum, size) => sum + size, 0) / Math.max(1, bytes.length)),
    shimBytes: typeof provider === "string" ? provider.length : 0,
  };
}

/** What the CLI calls itself. */
export function pulumiVersion(bin: string): string {
  const PATH = [process.env.PATH, bin].join(delimiter);
  return execFileSync("pulumi", ["version"], { encoding: "utf8", env: { ...process.env, PATH } }).trim();
}
