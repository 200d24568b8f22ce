import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { versionIn } from "./goTools.ts";
import type { PulumiSearch } from "./installation.ts";
import { withLock } from "./lock.ts";

/** Where the cache has the executables that go with the CLI version that this project pins. */
export function cachedBin(environment: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(environment), `pulumi-${versionIn("engine")}`, "bin");
}

/** The folder in the user's cache of all that this project keeps outside of its own. */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  return join(userCache(environment), "pulumi-jenkins-api-token");
}

/** The folder of this user for the caches of all programs. */
export function userCache({ XDG_CACHE_HOME: xdg, HOME: home = homedir() }: NodeJS.ProcessEnv): string {
  if (xdg !== undefined && isAbsolute(xdg)) return xdg;
  return process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}

/** The folders that an installation fills. Both are removed when it ends. */
export interface Staging {
  /** For the executables, which are moved into the cache. */
  readonly bin: string;
  /** For whatever is needed meanwhile. */
  readonly scratch: string;
}

/**
 * Has `fill` put executables into a staging folder and moves each of them into the cached `bin` in one step; what is there
 * may be in use meanwhile. `verify` rejects when a folder lacks what is wanted; nothing unverified is moved. One process at a
 * time fills the cache; the ones that waited take what the first added. Resolves to what `verify` found in the cache.
 */
export async function fillCache<T>(
  search: PulumiSearch,
  verify: (bin: string) => Promise<T>,
  fill: (staging: Staging) => Promise<void>,
): Promise<T> {
  const bin = cachedBin(search.environment);
  const directory = dirname(bin);
  await mkdir(dirname(directory), { recursive: true });
  return withLock(`${directory}.lock`, search, async () => {
    const earlier = await verify(bin).catch(() => undefined);
    if (earlier) return earlier;
    return withStaging(directory, async (staging) => {
      await fill(staging);
      await verify(staging.bin);
      await mkdir(bin, { recursive: true });
      for (const name of await readdir(staging.bin)) await rename(join(staging.bin, name), join(bin, name));
      return verify(bin);
    });
  });
}

/** Only the holder of the lock calls this, so staging folders that are there were left by processes that were killed. */
async function withStaging<T>(directory: string, action: (staging: Staging) => Promise<T>): Promise<T> {
  const prefix = `${directory}.partial-`;
  for (const name of await readdir(dirname(directory))) {
    if (name.startsWith(basename(prefix))) await removeFolder(join(dirname(directory), name));
  }
  const partial = await mkdtemp(prefix);
  const staging = { bin: join(partial, "root", "bin"), scratch: join(partial, "scratch") };
  try {
    for (const folder of Object.values(staging)) await mkdir(folder, { recursive: true });
    return await action(staging);
  } finally {
    await removeFolder(partial);
  }
}

/** With retries: compilers that were just ended may still hold a file or two. */
function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10 });
}
