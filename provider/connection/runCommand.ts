import { type ChildProcess, spawn } from "node:child_process";

/** How a command ended. */
export type CommandResult =
  | { readonly output: string }
  /** Why there is no output; with the first line of stderr, as it is. */
  | { readonly failure: string; readonly firstLine?: string };

interface CommandOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  /** Ends the command when the user cancels. */
  readonly cancelled?: AbortSignal | undefined;
}

/** More than this, in characters, is no secret. */
const maxOutput = 1_000_000;

/** Runs a program, without a shell and without a terminal on which it could prompt, and returns its standard output. */
export function runCommand(
  [program = "", ...args]: readonly string[],
  { environment, timeoutMs, cancelled }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    // A process group of its own, so that what the program has started ends with it.
    const child = spawn(program, args, {
      env: environment as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    let output = "";
    let errors = "";

    function end(result: CommandResult): void {
      clearTimeout(timer);
      cancelled?.removeEventListener("abort", cancel);
      resolve(result);
    }
    function stop(failure: string): void {
      end({ failure });
      killGroup(child);
    }
    const timer = setTimeout(() => stop(`did not finish within ${timeoutMs / 1000} s`), timeoutMs);
    const cancel = () => stop("was cancelled");
    if (cancelled?.aborted) cancel();
    else cancelled?.addEventListener("abort", cancel, { once: true });

    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (output.length > maxOutput) stop("printed more than 1 MB");
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (errors.length < maxOutput) errors += text;
    });
    child.once("error", ({ code }: NodeJS.ErrnoException) => {
      end({ failure: code === "ENOENT" ? "was not found" : `can't be started (${code})` });
    });
    child.once("close", (exitCode, signal) => {
      if (exitCode === 0) return end({ output });
      const failure = signal === null ? `failed with exit code ${exitCode}` : `was ended by ${signal}`;
      end({ failure, firstLine: errors.trim().split(/[\r\n]/, 1)[0] ?? "" });
    });
  });
}

function killGroup(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  try {
    if (child.pid === undefined) return;
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended in between.
  }
}
