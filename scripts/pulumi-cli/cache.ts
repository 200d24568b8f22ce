import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { pinnedVersion } from "./goTools.ts";
import { findOnPath, inspectTools } from "./inspectTools.ts";
import { withLock } from "./lock.ts";
import type { PulumiInstallation, PulumiSearch, PulumiStrategy } from "./strategy.ts";

/** Takes the CLI that an earlier run installed into this project's cache. */
export const cached: PulumiStrategy = {
  name: "our cache",

  async find({ environment, signal, log }) {
    const directory = versionDirectory(environment);
    const command = await findOnPath("pulumi", { PATH: join(directory, "bin") });
    if (command === undefined) return `nothing in ${directory}.`;

    const tools = await inspectTools(command, environment, signal);
    if (typeof tools === "string") log(`Passing over the Pulumi CLI in our cache: ${tools}`);
    return tools;
  },
};

/** Where the cache has the executables that go with the CLI version that this project pins. */
export function cachedBin(environment: NodeJS.ProcessEnv): string {
  return join(versionDirectory(environment), "bin");
}

function versionDirectory(environment: NodeJS.ProcessEnv): string {
  return join(cacheDirectory(environment), `pulumi-${pinnedVersion()}`);
}

/** The folder in the user's cache of all that this project keeps outside of its own. */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: xdg, HOME: home = homedir() } = environment;
  const usual = process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : usual, "pulumi-jenkins-api-token");
}

/** The folders that an installation fills. Both are removed, or moved into the cache, when it ends. */
export interface Staging {
  /** Becomes the cached folder. */
  readonly root: string;
  /** The `bin` of `root`: the executables. */
  readonly bin: string;
  /** For whatever is needed meanwhile. */
  readonly scratch: string;
}

/**
 * Has `fill` install the CLI into a staging folder, and moves that into the cache in one step once it is seen to work. One
 * process at a time does so; the ones that waited take what the first installed.
 */
export async function installIntoCache(
  search: PulumiSearch,
  fill: (staging: Staging) => Promise<void>,
): Promise<PulumiInstallation> {
  const { environment, signal } = search;
  const directory = versionDirectory(environment);
  const command = join(directory, "bin", "pulumi");
  return whileLocked(search, async () => {
    const earlier = await inspectTools(command, environment, signal);
    if (typeof earlier !== "string") return earlier;

    return withStaging(directory, async (staging) => {
      await fill(staging);
      const tools = await inspectTools(join(staging.bin, "pulumi"), environment, signal);
      if (typeof tools === "string") throw new Error(tools);
      await removeFolder(directory);
      await rename(staging.root, directory);
      return { command, binDirectory: dirname(command), version: tools.version };
    });
  });
}

/**
 * Has `fill` put executables into a staging folder and moves each of them into the cached `bin` in one step; what is there
 * may be in use meanwhile. Nothing is done when another process has added them by the time that this one may.
 */
export async function addToCache(
  search: PulumiSearch,
  files: readonly string[],
  fill: (staging: Staging) => Promise<void>,
): Promise<void> {
  const bin = cachedBin(search.environment);
  await whileLocked(search, async () => {
    const added = await Promise.all(files.map((file) => findOnPath(file, { PATH: bin })));
    if (!added.includes(undefined)) return;

    await withStaging(dirname(bin), async (staging) => {
      await fill(staging);
      await mkdir(bin, { recursive: true });
      for (const name of await readdir(staging.bin)) await rename(join(staging.bin, name), join(bin, name));
    });
  });
}

async function whileLocked<T>(search: PulumiSearch, action: () => Promise<T>): Promise<T> {
  const directory = versionDirectory(search.environment);
  await mkdir(dirname(directory), { recursive: true });
  const onWait = () => search.log("Another process is installing the Pulumi CLI; waiting for it.");
  return withLock(`${directory}.lock`, { signal: search.signal, onWait }, action);
}

/** Only the holder of the lock calls this, so staging folders that are there were left by processes that were killed. */
async function withStaging<T>(directory: string, action: (staging: Staging) => Promise<T>): Promise<T> {
  for (const name of await readdir(dirname(directory))) {
    const isStaging = name.startsWith(`${basename(directory)}.partial-`);
    if (isStaging) await removeFolder(join(dirname(directory), name));
  }
  const partial = await mkdtemp(`${directory}.partial-`);
  const root = join(partial, "root");
  const staging = { root, bin: join(root, "bin"), scratch: join(partial, "scratch") };
  try {
    await mkdir(staging.bin, { recursive: true });
    await mkdir(staging.scratch);
    return await action(staging);
  } finally {
    await removeFolder(partial);
  }
}

/** With retries: compilers that were just ended may still hold a file or two. */
function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10 });
}
