import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { LocalWorkspace, PulumiCommand, Stack } from "@pulumi/pulumi/automation/index.js";
import { startJenkins } from "./jenkins.ts";
import { programs } from "./programs.ts";

/** What one `pulumi up` took and left. */
export interface UpResult {
  readonly seconds: number;
  /** Bytes of state for each resource. */
  readonly stateBytes: number;
  readonly providerBytes: number;
}

const repository = dirname(import.meta.dirname);
const userCount = 16;

/** Runs `pulumi up` of a program with so many resources, on a Jenkins of its own. */
export async function measureUp(program: keyof typeof programs, count: number): Promise<UpResult> {
  const jenkins = await startJenkins({ userCount, saveDelayMs: 20 });
  const folder = await mkdtemp(join(tmpdir(), "pulumi-bench-"));
  try {
    const stack = await openStack(folder, program, {
      BENCH_COUNT: String(count),
      BENCH_USERS: jenkins.users.join(","),
      JENKINS_URL: jenkins.url,
      JENKINS_USER_ID: "admin",
      JENKINS_API_TOKEN: jenkins.adminToken,
    });
    const startedAt = performance.now();
    await stack.up();
    const seconds = (performance.now() - startedAt) / 1000;
    return { seconds, ...(await measureState(stack)) };
  } finally {
    await jenkins.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openStack(
  folder: string,
  program: keyof typeof programs,
  environment: Record<string, string>,
) {
  const [workDir, state, modules] = ["project", "state", "project/node_modules"].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  await mkdir(modules, { recursive: true });
  await mkdir(state);
  await symlink(join(repository, "node_modules", "@pulumi"), join(modules, "@pulumi"));
  await symlink(repository, join(modules, "pulumi-jenkins-api-token"));
  await writeFile(join(workDir, "package.json"), JSON.stringify({ name: "bench", main: "index.js" }));
  await writeFile(join(workDir, "index.js"), programs[program]);
  const workspace = await LocalWorkspace.create({
    workDir,
    pulumiCommand: await PulumiCommand.get(),
    pulumiHome: join(folder, "home"),
    projectSettings: { name: "bench", runtime: "nodejs" },
    envVars: {
      ...environment,
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "bench",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  });
  return Stack.create("bench", workspace);
}

async function measureState(stack: Stack): Promise<Omit<UpResult, "seconds">> {
  const { deployment } = await stack.exportStack();
  const resources = (deployment.resources as { type: string; inputs: Record<string, string> }[]).filter(
    ({ type }) => type.startsWith("pulumi-nodejs:dynamic"),
  );
  const bytes = resources.map((resource) => JSON.stringify(resource).length);
  return {
    stateBytes: Math.round(bytes.reduce((sum, size) => sum + size, 0) / bytes.length),
    providerBytes: resources[0]?.inputs.__provider?.length ?? 0,
  };
}
