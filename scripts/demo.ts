import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoEnvironment } from "./demo/environment.ts";
import { readFlags } from "./readFlags.ts";

const HELP = `The life of a Jenkins API token with the real Pulumi: made, used, rotated,
renamed, repaired and revoked, each step verified at Pulumi and at Jenkins.

Usage: npm run demo -- [options]

  --verbose  print everything that Pulumi prints
  --help     show this text

It runs on a Jenkins that it brings along. To run it on a real one, set

  JENKINS_URL        the URL, with the context path
  JENKINS_USER_ID    the user who gets the token
  JENKINS_API_TOKEN  an API token of that user; or JENKINS_PASSWORD
  JENKINS_DEMO_JOB   a job that this user may build; default: testJob

Other tokens of the user are left alone. However it ends, the demo revokes what
it has made, and leaves no file and no process behind.

Exit code: 0 when each step was verified, 1 when one was not, 2 for a wrong
option, 130 after Ctrl-C.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const flags = readFlags(["verbose"], HELP);
  if ("exitCode" in flags) return flags.exitCode;
  const folder = await mkdtemp(join(tmpdir(), "jenkins-api-token-demo-"));
  try {
    return await runApart(folder, flags.given.has("verbose"));
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

/**
 * Runs the demo in a session of its own. A terminal sends Ctrl-C to everything in the foreground, and npm passes it on
 * again: Pulumi would take the second one for an order to drop everything. This way the demo gets it once, and hands it
 * on.
 */
async function runApart(folder: string, isVerbose: boolean): Promise<number> {
  const program = join(import.meta.dirname, "demo/main.ts");
  const demo = spawn(
    process.execPath,
    [...process.execArgv, program, folder, ...(isVerbose ? ["--verbose"] : [])],
    {
      detached: true,
      // Nothing is sent over the channel; when it breaks, the demo knows that this process is gone.
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: demoEnvironment(process.env, folder),
    },
  );
  let isInterrupted = false;
  const interrupt = () => {
    if (!isInterrupted) demo.kill("SIGINT");
    isInterrupted = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  const [code] = (await once(demo, "exit")) as [number | null];
  return isInterrupted ? 130 : (code ?? 1);
}
