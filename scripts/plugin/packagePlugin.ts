import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findOnPath } from "../pulumi-cli/installation.ts";
import { generateSdks, type SdkLanguage, type SdkOrder } from "./generateSdks.ts";
import { makePluginArchives } from "./pluginArchives.ts";
import { packGoSdk, packNodeSdk, packPythonSdk } from "./sdkPackages.ts";

/** How the SDKs become packages, and the command that this takes. The others are for their own tools to pack. */
const packagers = {
  nodejs: { command: "npm", pack: packNodeSdk },
  python: { command: "python3", pack: packPythonSdk },
  go: { command: "go", pack: packGoSdk },
} as const;

/** Where the files of a release go, and what generates the SDKs. */
type ReleaseOrder = Omit<SdkOrder, "languages">;

/**
 * Fills a folder, which is emptied first, with the files of a release: the plugin for each platform, the packages of the SDKs,
 * and the checksums of all. Resolves to what each file holds, and to what is left out, with the reason.
 */
export async function packagePlugin({ folder, ...order }: ReleaseOrder): Promise<{
  readonly files: ReadonlyMap<string, string>;
  readonly leftOut: ReadonlyMap<string, string>;
}> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = new Map(await makePluginArchives(folder));

  const languages = Object.keys(packagers) as (keyof typeof packagers)[];
  const sdks = join(folder, "sdk");
  const leftOut = new Map<SdkLanguage, string>(await generateSdks({ ...order, languages, folder: sdks }));
  for (const language of languages) {
    if (leftOut.has(language)) continue;
    const { command, pack } = packagers[language];
    const { environment } = order.search;
    if (await findOnPath(command, environment)) {
      files.set(await pack(join(sdks, language), folder, environment), `SDK for ${language}`);
    } else leftOut.set(language, `there is no ${command} on the PATH`);
  }
  await rm(sdks, { recursive: true });
  await writeChecksums(folder, [...files.keys()]);
  return { files, leftOut };
}

/** In the form that `sha256sum --check` reads. */
async function writeChecksums(folder: string, names: readonly string[]): Promise<void> {
  const lines = names.toSorted().map(async (name) => {
    const hash = createHash("sha256").update(await readFile(join(folder, name)));
    return `${hash.digest("hex")}  ${name}\n`;
  });
  await writeFile(join(folder, "SHA256SUMS"), (await Promise.all(lines)).join(""));
}
