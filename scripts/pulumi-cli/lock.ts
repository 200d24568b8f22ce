import { type FileHandle, open, rm, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { PulumiSearch } from "./installation.ts";

const HEARTBEAT_MS = 5_000;
const CHECK_EVERY_MS = 500;

/** A lock whose file was not touched for this long belongs to no running process. */
const ABANDONED_AFTER_MS = 30_000;

/**
 * Runs the action while no other process that locks the same file runs its own. The holder touches the file regularly,
 * so that a lock left by a killed process, or by one in a container that no longer exists, is taken over.
 */
export async function withLock<T>(path: string, search: PulumiSearch, action: () => Promise<T>): Promise<T> {
  const file = await acquire(path, search);
  const heartbeat = setInterval(() => {
    void file.utimes(new Date(), new Date()).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    // A process that was suspended for long may have lost the lock: then the file at this path belongs to another one.
    const isHeld = (await file.stat()).nlink > 0;
    await file.close();
    if (isHeld) await rm(path, { force: true });
  }
}

async function acquire(path: string, { signal, log }: PulumiSearch): Promise<FileHandle> {
  let isWaiting = false;
  while (true) {
    try {
      return await open(path, "wx");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await isAbandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (!isWaiting) log("Another process is installing the Pulumi CLI; waiting for it.");
    isWaiting = true;
    await sleep(CHECK_EVERY_MS, undefined, { signal });
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  // A lock that was released meanwhile is not abandoned: the next attempt to create the file succeeds.
  const touchedMs = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - touchedMs > ABANDONED_AFTER_MS;
}
