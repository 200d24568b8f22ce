import { createInterface } from "node:readline";

/** Whether there is a terminal to prompt on. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks a question on the terminal; anything but `y` or `yes` is no. Ctrl-C goes to the process as a signal. */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  reader.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    return await new Promise<boolean>((resolve) => {
      signal.addEventListener("abort", () => resolve(false), { once: true });
      reader.once("close", () => resolve(false));
      reader.question(`${question} [y/N] `, (answer) => resolve(/^y(es)?$/i.test(answer.trim())));
    });
  } finally {
    reader.close();
    if (signal.aborted) process.stderr.write("\n");
  }
}
