import { spawn } from "node:child_process";
import { once } from "node:events";
import { basename } from "node:path";
import { text } from "node:stream/consumers";

/** How to run a command. */
export interface RunOptions {
  environment: NodeJS.ProcessEnv;
  /** Ends the command and everything that it started. */
  signal: AbortSignal;
  /** Default: the current folder. */
  cwd?: string;
}

const LINES_SHOWN = 20;

/** Runs a command without standard input and returns what it printed; the error of a failed one shows its last lines. */
export async function runCommand(command: string, args: string[], options: RunOptions): Promise<string> {
  const { environment: env, signal, cwd } = options;
  signal.throwIfAborted();
  // A process group of its own, so that compilers and downloads end together with the command that started them.
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const end = () => endGroup(child.pid);
  signal.addEventListener("abort", end);
  try {
    const outputs = [text(child.stdout), text(child.stderr)] as const;
    const [[code, signalName], stdout, stderr] = await Promise.all([once(child, "close"), ...outputs]);
    signal.throwIfAborted();
    if (code === 0) return stdout;
    const lastLines = stderr.trimEnd().split("\n").slice(-LINES_SHOWN);
    throw new Error([`${basename(command)} ended with ${code ?? signalName}.`, ...lastLines].join("\n"));
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group has ended by itself.
  }
}
