import { spawn } from "node:child_process";
import { basename } from "node:path";
import { createInterface } from "node:readline";

/** How to run a command. */
export interface RunOptions {
  environment: NodeJS.ProcessEnv;
  /** Ends the command and everything that it started. */
  signal: AbortSignal;
  /** Default: the current folder. */
  cwd?: string;
}

const LINES_KEPT = 20;

/** Runs a command without standard input and returns what it printed; the error of a failed one shows its last lines. */
export async function runCommand(command: string, args: string[], options: RunOptions): Promise<string> {
  const { environment: env, signal, cwd } = options;
  signal.throwIfAborted();

  // A process group of its own, so that compilers and downloads end together with the command that started them.
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const end = () => endGroup(child.pid);
  signal.addEventListener("abort", end);

  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    lastLines.push(line);
    if (lastLines.length > LINES_KEPT) lastLines.shift();
  });

  try {
    const outcome = await new Promise<string | number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signalName) => resolve(code ?? signalName ?? "no exit code"));
    });
    signal.throwIfAborted();
    if (outcome === 0) return stdout;
    throw new Error([`${basename(command)} ended with ${outcome}.`, ...lastLines].join("\n"));
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
