import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFlags } from "./readFlags.ts";

const HELP = `The life of a Jenkins API token with the real Pulumi: created, used, rotated,
renamed, repaired and revoked. Each step is verified in Pulumi and in Jenkins.

Usage: npm run demo -- [options]

  --verbose  print everything that Pulumi prints
  --help     show this text

The demo runs on an embedded Jenkins. To run it on a real one, set

  JENKINS_URL        the URL, with the context path
  JENKINS_USER_ID    the user who gets the token
  JENKINS_API_TOKEN  an API token of that user; or JENKINS_PASSWORD
  JENKINS_DEMO_JOB   a job that this user may build; default: testJob

It does not touch the user's other tokens. However it ends, it revokes the
tokens it created and leaves no file and no process behind.

Exit code: 0 when each step was verified, 1 when one was not, 2 for a wrong
option, 130 after Ctrl-C.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { verbose = false } = readFlags({ verbose: { type: "boolean" } }, HELP);
  const folder = await mkdtemp(join(tmpdir(), "jenkins-api-token-demo-"));
  try {
    for (const name of ["state", "project"]) await mkdir(join(folder, name));
    return await runDetached(folder, verbose);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/**
 * Runs the demo in a session of its own. A terminal sends Ctrl-C to every process in the foreground, and npm sends it
 * again; Pulumi would take the second one as the order to stop at once. This process passes it on once.
 */
async function runDetached(folder: string, isVerbose: boolean): Promise<number> {
  const program = [...process.execArgv, join(import.meta.dirname, "demo/main.ts"), folder];
  const demo = spawn(process.execPath, isVerbose ? [...program, "--verbose"] : program, {
    detached: true,
    // The channel carries nothing. When it breaks, the demo knows that this process has ended.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: demoEnvironment(folder),
  });
  let isInterrupted = false;
  const interrupt = () => {
    if (!isInterrupted) demo.kill("SIGINT");
    isInterrupted = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  const [code] = (await once(demo, "exit")) as [number | null];
  return isInterrupted ? 130 : (code ?? 1);
}

/** Ignores the user's own settings for Pulumi, and keeps every file in the demo's folder. */
function demoEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"))),
    TMPDIR: folder,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: crypto.randomUUID(),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Hides the warnings about experimental features that Pulumi's SDK uses.
    NODE_NO_WARNINGS: "1",
  };
}
