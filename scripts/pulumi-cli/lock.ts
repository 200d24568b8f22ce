import { randomUUID } from "node:crypto";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const HEARTBEAT_MS = 5_000;
const LOOK_AGAIN_MS = 500;

/** A lock whose file was not touched for this long, in milliseconds, belongs to nobody any more. */
const ABANDONED_AFTER_MS = 30_000;

/** How to wait for a lock. */
export interface LockOptions {
  signal: AbortSignal;
  /** Called once, when somebody else holds the lock. */
  onWait: () => void;
}

/**
 * Runs the action while no other process that locks the same file runs its own. The holder touches the file regularly,
 * so that a lock left by a killed process, or by one in a container that is gone, is taken over.
 */
export async function withLock<T>(path: string, options: LockOptions, action: () => Promise<T>): Promise<T> {
  const owner = randomUUID();
  await acquire(path, owner, options);
  const heartbeat = setInterval(() => {
    void utimes(path, new Date(), new Date()).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    if ((await readFile(path, "utf8").catch(() => "")) === owner) await rm(path, { force: true });
  }
}

async function acquire(path: string, owner: string, { signal, onWait }: LockOptions): Promise<void> {
  let waiting = false;
  while (!(await create(path, owner))) {
    if (await isAbandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!waiting) onWait();
    waiting = true;
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
  }
}

async function create(path: string, owner: string): Promise<boolean> {
  try {
    await writeFile(path, owner, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(path);
    return Date.now() - mtimeMs > ABANDONED_AFTER_MS;
  } catch {
    // Released just now; the next try to create it will tell.
    return false;
  }
}
