import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, statSync, unlinkSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Whose tokens are changed. */
interface Owner {
  readonly url: string;
  readonly username: string;
}

/** Runs work while no other process of this machine changes tokens of the same owner. */
export type MutationLock = <Result>(owner: Owner, work: () => Promise<Result>) => Promise<Result>;

interface MutationLockOptions {
  /** Default: the temporary folder of this machine. */
  readonly folder?: string;
  /** Lets time pass between two attempts. Default: real time. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Between two attempts to get a lock, in milliseconds. */
const pollMs = 20;
/** Attempts before the work is done without the lock: about 30 seconds. */
const maxAttempts = 1500;
/** No change of a token takes so long, in milliseconds; another process may have the number of the holder by then. */
const staleMs = 10 * 60_000;

/**
 * Locks by files, one for each controller and user. Pulumi runs a process for each provider instance and stack, and Jenkins
 * loses track where two of them change tokens of one user at the same time.
 *
 * A process that waits is the only next one: where one process has hundreds of tokens to create, the others get their turn.
 * The lock of a process that has ended counts for nothing, and after 30 seconds the work is done without it: what then
 * goes wrong in Jenkins is found and repaired as for a failed request.
 */
export function createMutationLock({
  folder = tmpdir(),
  pause = delay,
}: MutationLockOptions = {}): MutationLock {
  /** Holders that were waited for in vain: they are not waited for again. */
  const ignored = new Set<string>();

  async function take(path: string): Promise<(() => void) | undefined> {
    const content = `${process.pid} ${randomBytes(8).toString("hex")}`;
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const outcome = createExclusively(path, content);
      if (outcome === "created") return () => removeIf(path, content);
      if (outcome === "impossible") return undefined;
      const holder = contentOf(path);
      if (holder === undefined) continue; // released in this moment
      if (ignored.has(holder)) return undefined;
      if (!isRunning(holder) || ageMs(path) > staleMs) removeIf(path, holder);
      else if (!(await passes(pause))) return undefined;
    }
    ignored.add(contentOf(path) ?? "");
    return undefined;
  }

  return async ({ url, username }, work) => {
    const owner = createHash("sha256")
      .update(JSON.stringify([url, username.toLowerCase()]))
      .digest("hex");
    const path = join(folder, `pulumi-jenkins-${owner.slice(0, 32)}`);
    const leaveQueue = await take(`${path}.next`);
    const release = await take(`${path}.lock`);
    leaveQueue?.();
    try {
      return await work();
    } finally {
      release?.();
    }
  };
}

function createExclusively(path: string, content: string): "created" | "exists" | "impossible" {
  try {
    const file = openSync(path, "wx", 0o644);
    writeSync(file, content);
    closeSync(file);
    return "created";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EEXIST" ? "exists" : "impossible";
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Removes a lock if it is still that one: by its new name, nobody else's can be hit. */
function removeIf(path: string, content: string): void {
  if (contentOf(path) !== content) return;
  const removed = `${path}.${randomBytes(8).toString("hex")}`;
  try {
    renameSync(path, removed);
    unlinkSync(removed);
  } catch {
    // Another process was faster, or may not be hindered: then it waits no longer than for any holder.
  }
}

/** A process that is just writing its number counts as running. */
function isRunning(content: string): boolean {
  const pid = Number.parseInt(content, 10);
  if (Number.isNaN(pid)) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function ageMs(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
}

/** False where the user cancels meanwhile. */
function passes(pause: (ms: number) => Promise<unknown>): Promise<boolean> {
  return pause(pollMs).then(
    () => true,
    () => false,
  );
}
