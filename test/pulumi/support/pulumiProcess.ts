import { spawn } from "node:child_process";
import { finish } from "../../support/finishedProcess.ts";
import { descendantsOf } from "./pulumiProcessTree.ts";

/** A CLI at work. */
export type RunningProcess = ReturnType<typeof startProcess>;

/** Starts a command as the leader of a process group, so that it can be ended with all that belongs to it. */
export function startProcess(
  command: string,
  parameters: readonly string[],
  options: { readonly cwd: string; readonly environment: NodeJS.ProcessEnv },
) {
  const { cwd, environment: env } = options;
  const child = spawn(command, parameters, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started.`);
  // A group of its own doesn't get the Ctrl-C that ends the tests.
  const end = () => signal(-pid, "SIGKILL");
  process.once("exit", end);
  return {
    pid,
    finished: finish(child).finally(() => process.off("exit", end)),
    /** What Ctrl-C in a terminal does: SIGINT to the process group. */
    interrupt: () => signal(-pid, "SIGINT"),
    /** Ends the CLI alone, at once, as a kernel does that is short of memory. */
    killAlone: () => signal(pid, "SIGKILL"),
    /** Process ids of what the CLI has started, directly or not. */
    descendants: () => descendantsOf(pid),
    /** What a power failure does: ends the CLI and everything it has started, at once. */
    async kill() {
      // The CLI gives its plugins process groups of their own, so its group isn't all there is.
      const descendants = await descendantsOf(pid);
      signal(-pid, "SIGKILL");
      for (const descendant of descendants) signal(descendant, "SIGKILL");
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error; // it has ended in the meantime
  }
}
