import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";
import { findOnPath, inspectTools } from "./inspectTools.ts";
import { withLock } from "./lock.ts";
import type { PulumiInstallation, PulumiSearch, PulumiStrategy } from "./strategy.ts";
import { pinnedVersion } from "./versions.ts";

/** Takes the CLI that an earlier run installed into our own cache. */
export const cached: PulumiStrategy = {
  name: "our cache",

  async find({ environment, signal, log, passOver }) {
    const directory = await versionDirectory(environment);
    const command = await findOnPath("pulumi", { PATH: join(directory, "bin") });
    if (command === undefined) return passOver(`nothing in ${directory}.`);

    const tools = await inspectTools(command, environment, signal);
    if (typeof tools !== "string") return tools;
    log(`Passing over the Pulumi CLI in our cache: ${tools}`);
    return passOver(tools);
  },
};

/** Folder of everything that this project keeps outside of its own: `pulumi-jenkins-api-token` in the user's cache folder. */
function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: xdg, HOME: home = homedir() } = environment;
  const usual = process.platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : usual, "pulumi-jenkins-api-token");
}

/** Where the cache has the CLI version that this project pins. */
async function versionDirectory(environment: NodeJS.ProcessEnv): Promise<string> {
  return join(cacheDirectory(environment), `pulumi-${await pinnedVersion()}`);
}

/** The folders that an installation fills. Both are gone, or moved into the cache, when it ends. */
export interface Staging {
  /** Becomes the cached folder; its `bin` is to hold the tools. */
  root: string;
  /** For whatever is needed on the way. */
  scratch: string;
}

/**
 * Has `fill` put the tools into `bin` of a staging folder, and moves that into the cache in one step once they are seen
 * to work. One process at a time does so; the ones that waited take what the first has made.
 */
export async function installIntoCache(
  search: PulumiSearch,
  fill: (staging: Staging) => Promise<void>,
): Promise<PulumiInstallation> {
  const { environment, signal, log } = search;
  const directory = await versionDirectory(environment);
  await mkdir(cacheDirectory(environment), { recursive: true });

  const onWait = () => log("Another process is installing the Pulumi CLI; waiting for it.");
  return withLock(`${directory}.lock`, { signal, onWait }, async () => {
    const installed = join(directory, "bin", "pulumi");
    const earlier = await inspectTools(installed, environment, signal);
    if (typeof earlier !== "string") return earlier;

    await removeUnfinished(directory);
    const partial = await mkdtemp(`${directory}.partial-`);
    const staging = { root: join(partial, "root"), scratch: join(partial, "scratch") };
    try {
      await mkdir(join(staging.root, "bin"), { recursive: true });
      await mkdir(staging.scratch);
      await fill(staging);
      const tools = await inspectTools(join(staging.root, "bin", "pulumi"), environment, signal);
      if (typeof tools === "string") throw new Error(tools);
      await rename(staging.root, directory);
      return { command: installed, binDirectory: join(directory, "bin"), version: tools.version };
    } finally {
      await removeFolder(partial);
    }
  });
}

/** Only the holder of the lock calls this, so nobody is at work in any of these folders. */
async function removeUnfinished(directory: string): Promise<void> {
  await removeFolder(directory);
  const parent = dirname(directory);
  for (const name of await readdir(parent)) {
    if (name.startsWith(`${basename(directory)}.partial-`)) await removeFolder(join(parent, name));
  }
}

/** Patient: compilers that were just ended may still let go of a file or two. */
function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 10 });
}
