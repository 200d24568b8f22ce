import { randomBytes } from "node:crypto";
import { ensurePulumi } from "../pulumi-cli/ensurePulumi.ts";
import { type DemoController, openController } from "./controller.ts";
import { pathWith } from "./environment.ts";
import { createDemoJenkins, type DemoJenkins } from "./jenkins.ts";
import { createDemoJob, type DemoJob } from "./job.ts";
import { createScene } from "./scene.ts";
import { openStack } from "./stack.ts";
import { tellStory } from "./story.ts";
import { createTerminal, type Terminal } from "./terminal.ts";
import { type Remains, tidyUp } from "./tidyUp.ts";
import { isWrittenBelow } from "./writtenText.ts";

/** How the demo is run. */
export interface RunOptions {
  /** An empty folder that somebody else removes afterwards. */
  readonly folder: string;
  /** Whether to show everything that Pulumi prints. */
  readonly isVerbose: boolean;
  /** Aborting it ends the demo as soon as nothing is left behind. */
  readonly signal: AbortSignal;
}

/** Runs the whole demo on standard output. Resolves to the exit code. */
export async function runDemo({ folder, isVerbose, signal }: RunOptions): Promise<number> {
  const startedMs = performance.now();
  let controller: DemoController | undefined;
  let remains: Remains | undefined;
  const redact = (text: string) => controller?.redact(text) ?? text;
  const terminal = createTerminal({ stream: process.stdout, redact });

  async function play(): Promise<void> {
    terminal.say("The life of a Jenkins API token, as Pulumi does it and as Jenkins sees it.");
    terminal.heading(1, "A Pulumi and a Jenkins");
    const { binDirectory, version } = await ensurePulumi({ log: terminal.say, signal });
    process.env.PATH = pathWith(binDirectory, process.env.PATH);
    terminal.fact("Pulumi", [`${version}, with everything it writes in a temporary folder`]);

    controller = await openController(process.env);
    const jenkins = createDemoJenkins(controller);
    const job = createDemoJob(process.env.JENKINS_DEMO_JOB || "testJob");
    await meetJenkins(terminal, controller, jenkins, job);

    const namePrefix = `demo-${randomBytes(4).toString("hex").slice(0, 7)}`;
    const onLine = (line: string) => isVerbose && terminal.quote(line);
    const stack = await openStack({ folder, environment: controller.environment, signal, onLine });
    remains = { terminal, jenkins, stack, namePrefix };
    const scene = createScene({ terminal, controller, stack, namePrefix, signal });
    const isWritten = (texts: readonly string[]) => isWrittenBelow(folder, texts);
    await tellStory({ scene, controller, job, tokenName: namePrefix, isWritten });
  }

  try {
    await Promise.race([play(), rejectWhenAborted(signal)]);
    const seconds = Math.round((performance.now() - startedMs) / 1000);
    terminal.say(`\nAll steps verified, in ${seconds} seconds. Nothing is left on Jenkins, nor in a file.`);
    return 0;
  } catch (error) {
    if (signal.aborted) terminal.say("\nInterrupted.");
    else terminal.failed((error as Error).message);
    if (remains) await tidyUp(remains, signal);
    if (signal.aborted) return 130;
    terminal.say("\nThe demo failed.");
    return 1;
  } finally {
    await controller?.close();
  }
}

/** Finds out all that would make the demo fail later, before anything is made. */
async function meetJenkins(
  terminal: Terminal,
  { client, description }: DemoController,
  jenkins: DemoJenkins,
  job: DemoJob,
): Promise<void> {
  const { login, url } = client;
  const [version, tokens] = await terminal.during("Jenkins is asked", async () => {
    await jenkins.requireLogin();
    return [await jenkins.version(), await jenkins.tokens()] as const;
  });
  terminal.fact("Jenkins", [
    `${version} at ${url} (${description})`,
    `where ${login} has ${describeCount(tokens.length)}`,
  ]);
  terminal.passed(`${login} may log in`);
  await terminal.during("Jenkins is asked", () => job.requireStartable(client));
  terminal.passed(`there is a job ${job.name} to start`);
}

function describeCount(tokens: number): string {
  if (tokens === 0) return "no API token so far";
  return `${tokens} API token${tokens === 1 ? "" : "s"}, which the demo leaves alone`;
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}
