import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../pulumi-cli/runCommand.ts";
import { bundlePlugin } from "./bundlePlugin.ts";
import { checkout, packageVersion } from "./places.ts";
import { isExecutableMadeFor, makeExecutable } from "./singleExecutable.ts";

const name = "pulumi-resource-jenkins";

/** Platforms as Pulumi names them. */
const platforms = ["linux", "darwin", "windows"].flatMap((os) => [`${os}-amd64`, `${os}-arm64`]);

/**
 * Makes an archive for each platform, for `pulumi plugin install resource jenkins VERSION --file ARCHIVE`: with a single
 * executable for this platform, if one can be made here, and for the others with a bundle and a wrapper that starts it with the
 * Node.js on the PATH. Resolves to what each file name holds.
 */
export async function makePluginArchives(folder: string): Promise<ReadonlyMap<string, string>> {
  const scratch = await mkdtemp(join(tmpdir(), "plugin-archives-"));
  try {
    const bundle = join(scratch, `${name}.js`);
    const licenses = await bundlePlugin(bundle);
    const archives = new Map<string, string>();
    for (const platform of platforms) {
      const content = join(scratch, platform);
      await mkdir(content);
      await writeFile(join(content, "LICENSES.txt"), licenses);
      const isExecutable = isExecutableMadeFor(platform);
      if (isExecutable) await makeExecutable(bundle, join(content, name));
      else await addWrapped(bundle, content, platform);
      const archive = `${name}-v${packageVersion()}-${platform}.tar.gz`;
      await pack(content, join(folder, archive));
      archives.set(
        archive,
        isExecutable ? "single executable" : "bundle for Node.js 22.19 or newer on the PATH",
      );
    }
    return archives;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The wrapper is the one in plugin/, which finds the compiled code elsewhere. */
async function addWrapped(bundle: string, content: string, platform: string): Promise<void> {
  await copyFile(bundle, join(content, `${name}.js`));
  const wrapper = platform.startsWith("windows") ? `${name}.cmd` : name;
  const text = await readFile(join(checkout, "plugin", wrapper), "utf8");
  const compiled = platform.startsWith("windows")
    ? String.raw`..\dist\provider\plugin\main.js`
    : "../dist/provider/plugin/main.js";
  if (!text.includes(compiled)) throw new Error(`plugin/${wrapper} does not start ${compiled}.`);
  await writeFile(join(content, wrapper), text.replace(compiled, `${name}.js`));
  await chmod(join(content, wrapper), 0o755);
}

async function pack(content: string, archive: string): Promise<void> {
  const signal = new AbortController().signal;
  const files = await readdir(content);
  await runCommand("tar", ["-czf", archive, "-C", content, ...files], { environment: process.env, signal });
}
