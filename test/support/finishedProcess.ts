import type { ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

/** How a process ended, and what it printed. */
export interface FinishedProcess {
  /** Null for a process that was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Resolves when a process has ended and its output is closed. */
export async function finish(child: ChildProcessByStdio<null, Readable, Readable>): Promise<FinishedProcess> {
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { exitCode, stdout, stderr };
}
