import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** The process ids of everything that a process has started, directly or not, and that still runs. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const parents = existsSync("/proc/self/stat") ? await parentsFromProc() : await parentsFromPs();
  const found = [pid];
  for (const ancestor of found) {
    for (const [child, parent] of parents) if (parent === ancestor) found.push(child);
  }
  return found.slice(1);
}

/** Linux, where a small machine may have no `ps`. */
async function parentsFromProc(): Promise<Map<number, number>> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")));
  // `1234 (name of the command) S 1 …`: the parent comes after the state.
  const parents = stats.map((stat) => Number(stat.match(/\) \S (\d+) /)?.[1]));
  return new Map(pids.map((pid, index) => [Number(pid), parents[index] ?? 0]));
}

async function parentsFromPs(): Promise<Map<number, number>> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const rows = stdout.trim().split("\n");
  return new Map(rows.map((row) => row.trim().split(/\s+/).map(Number) as [number, number]));
}
