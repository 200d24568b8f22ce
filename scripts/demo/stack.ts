import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type EngineEvent,
  LocalWorkspace,
  type OutputMap,
  PulumiCommand,
  Stack,
} from "@pulumi/pulumi/automation/index.js";
import { repository, stateFolder } from "./environment.ts";
import { recordEvents, type TokenStep } from "./events.ts";

/** The quickstart as a stack of its own. Once the demo is interrupted, no command starts any more. */
export interface DemoStack {
  /** Whether there may be something to destroy. */
  readonly isUsed: boolean;
  setConfig(key: string, value: string): Promise<void>;
  up(): Promise<Outcome>;
  refresh(): Promise<Outcome>;
  destroy(): Promise<Outcome>;
  /** Resolves when no command is at work, whatever became of it. */
  settled(): Promise<void>;
}

/** What one command did. */
export interface Outcome {
  /** What the engine did to the token, in order. */
  readonly steps: readonly TokenStep[];
  readonly warnings: readonly string[];
  /** What the program exports, secrets in plain text; empty after `refresh` and `destroy`. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Where a stack lives. */
export interface DemoStackOptions {
  /** Takes everything that Pulumi writes: the stack's settings, its state, logs. */
  readonly folder: string;
  /** The connection to Jenkins; it gets into no file this way. */
  readonly environment: Record<string, string>;
  readonly signal: AbortSignal;
  /** Gets each line that Pulumi prints. */
  readonly onLine: (line: string) => void;
}

/** Makes a stack of the root project, with the CLI and in the surroundings that this process's environment names. */
export async function openStack(options: DemoStackOptions): Promise<DemoStack> {
  const { folder, environment } = options;
  const workDir = join(folder, "project");
  await mkdir(workDir);
  await mkdir(stateFolder(folder));
  const pulumiCommand = await PulumiCommand.get();
  const workspace = await LocalWorkspace.create({
    workDir,
    pulumiCommand,
    projectSettings: await rootProject(pulumiCommand),
    envVars: environment,
  });
  return toDemoStack(await Stack.create("demo", workspace), options);
}

/**
 * The settings of the root project, fit for another folder. Pulumi keeps a stack's settings beside its project, and the
 * demo leaves nothing in the repository, however it ends.
 */
async function rootProject(pulumiCommand: PulumiCommand) {
  const root = await LocalWorkspace.create({ workDir: repository, pulumiCommand });
  const settings = await root.projectSettings();
  return { ...settings, main: resolve(repository, settings.main ?? ".") };
}

type Callbacks = { onEvent: (event: EngineEvent) => void; onOutput: (text: string) => void };

function toDemoStack(stack: Stack, { signal, onLine }: DemoStackOptions): DemoStack {
  let running: Promise<unknown> = Promise.resolve();
  let isUsed = false;

  async function start<Result>(command: () => Promise<Result>): Promise<Result> {
    signal.throwIfAborted();
    const work = command();
    running = work.catch(() => {});
    const result = await work;
    signal.throwIfAborted();
    return result;
  }

  async function run(name: string, command: (callbacks: Callbacks) => Promise<OutputMap>): Promise<Outcome> {
    isUsed = true;
    const events = recordEvents();
    const lines = splitLines(onLine);
    let isHeard = false;
    const onOutput = (text: string) => {
      // Interrupted when it wasn't there yet, so that it can't know. 0 is the group of this process and the command.
      if (signal.aborted && !isHeard) process.kill(0, "SIGINT");
      isHeard = true;
      lines.take(text);
    };
    try {
      const outputs = await start(() => command({ onEvent: events.record, onOutput }));
      const { steps, warnings, printed } = events;
      // What a dynamic provider warns of is no warning to the engine.
      return { steps, warnings: [...warnings, ...printed], outputs: toPlain(outputs) };
    } catch (error) {
      signal.throwIfAborted();
      const reasons = events.errors.length > 0 ? events.errors : [(error as Error).message];
      throw new Error([`pulumi ${name} failed`, ...reasons].join("\n"), { cause: error });
    } finally {
      lines.end();
    }
  }

  return {
    get isUsed() {
      return isUsed;
    },
    setConfig: (key, value) => start(() => stack.setConfig(key, { value })),
    up: () => run("up", async (callbacks) => (await stack.up(callbacks)).outputs),
    refresh: () =>
      run("refresh", async (callbacks) => {
        await stack.refresh(callbacks);
        return {};
      }),
    destroy: () =>
      run("destroy", async (callbacks) => {
        await stack.destroy(callbacks);
        return {};
      }),
    async settled() {
      await running;
    },
  };
}

function toPlain(outputs: OutputMap): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, String(value)]));
}

/** Makes lines of output that comes in pieces. */
function splitLines(onLine: (line: string) => void): { take: (text: string) => void; end: () => void } {
  let rest = "";
  return {
    take(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== "") onLine(rest);
    },
  };
}
