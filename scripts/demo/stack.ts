import { join, resolve } from "node:path";
import { type EngineEvent, LocalWorkspace, type OutputMap } from "@pulumi/pulumi/automation/index.js";
import { readEvents } from "./events.ts";

const checkout = join(import.meta.dirname, "../..");

interface StackOptions {
  readonly folder: string;
  /** The connection to Jenkins: this way it is written to no file. */
  readonly environment: Record<string, string>;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/** The quickstart as a stack of its own. Once the demo is interrupted, no command starts any more. */
export type DemoStack = Awaited<ReturnType<typeof openStack>>;

/** Creates a stack of the root project in another folder: Pulumi writes a stack's settings beside its project. */
export async function openStack({ folder, environment, signal, onLine }: StackOptions) {
  const settings = await (await LocalWorkspace.create({ workDir: checkout })).projectSettings();
  const stack = await LocalWorkspace.createStack(
    { stackName: "demo", workDir: join(folder, "project") },
    {
      projectSettings: { ...settings, main: resolve(checkout, settings.main ?? ".") },
      envVars: environment,
    },
  );
  let running: Promise<unknown> | undefined;

  async function start<Result>(command: () => Promise<Result>): Promise<Result> {
    signal.throwIfAborted();
    const work = command();
    running = work.catch(() => {});
    try {
      return await work;
    } finally {
      signal.throwIfAborted();
    }
  }

  return {
    configure: (key: string, value: string) => start(() => stack.setConfig(key, { value })),
    /** Resolves when no command is running: to whether there was any. */
    async settled() {
      await running;
      return running !== undefined;
    },
    /** What a command did to the token, what it warned of, and what the program exports: secrets in plain text. */
    async run(command: "up" | "refresh" | "destroy") {
      const events: EngineEvent[] = [];
      const lines = splitLines(onLine);
      const onOutput = (text: string) => {
        // Pulumi was not there yet when the demo was interrupted. 0: the group of this process and Pulumi.
        if (signal.aborted && !lines.hasSome) process.kill(0, "SIGINT");
        lines.add(text);
      };
      try {
        const result = await start<object>(() =>
          stack[command]({ onEvent: (event) => events.push(event), onOutput }),
        );
        const outputs = "outputs" in result ? Object.entries(result.outputs as OutputMap) : [];
        const { steps, warnings, printed } = readEvents(events);
        return {
          steps,
          warnings: [...warnings, ...printed],
          outputs: Object.fromEntries(outputs.map(([name, { value }]) => [name, String(value)])),
        };
      } catch (error) {
        signal.throwIfAborted();
        const { errors } = readEvents(events);
        const reasons = errors.length > 0 ? errors : [(error as Error).message];
        throw new Error([`pulumi ${command} failed`, ...reasons].join("\n"), { cause: error });
      }
    },
  };
}

function splitLines(onLine: (line: string) => void) {
  let rest = "";
  return {
    hasSome: false,
    add(text: string) {
      this.hasSome = true;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(onLine);
    },
  };
}
