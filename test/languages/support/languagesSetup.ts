import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { packagePlugin } from "../../../scripts/plugin/packagePlugin.ts";
import { packageVersion } from "../../../scripts/plugin/places.ts";
import { cacheDirectory } from "../../../scripts/pulumi-cli/cache.ts";
import { ensurePulumi } from "../../../scripts/pulumi-cli/ensurePulumi.ts";
import { ensureTools, usableTools } from "../../../scripts/pulumi-cli/ensureTools.ts";
import { goEnvironment } from "../../../scripts/pulumi-cli/goBuild.ts";
import { runCommand } from "../../../scripts/pulumi-cli/runCommand.ts";
import { type LanguageName, type PreparedLanguage, prepareLanguages } from "./prepareLanguages.ts";

/**
 * Makes a release of the packaged provider once for all tests: its archives and SDKs are what the programs run with. Languages
 * whose runtime is not on this machine are left out, and named with the reason.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const { signal } = new AbortController();
  // What Go downloads and compiles is kept, since the SDK of Pulumi takes minutes otherwise.
  const goFolder = join(cacheDirectory(process.env), "go");
  const environment = { ...goEnvironment(process.env, goFolder), GOFLAGS: "-modcacherw" };
  const search = { environment, signal, log };
  const pulumi = await ensurePulumi(search);
  await ensureTools({ ...search, tools: await usableTools(environment) }, pulumi.binDirectory);

  const folder = await mkdtemp(join(tmpdir(), "languages-"));
  const release = join(folder, "release");
  const { files, leftOut } = await packagePlugin({ folder: release, pulumi, search });
  // One with a bundle: it is much smaller, and the same on each platform.
  const archive = [...files.keys()].find((name) => name.endsWith("-darwin-arm64.tar.gz")) as string;
  const home = join(folder, "home");
  await mkdir(home);
  await runCommand(
    pulumi.command,
    ["plugin", "install", "resource", "jenkins", packageVersion(), "--file", join(release, archive)],
    { signal, environment: { ...environment, PULUMI_HOME: home } },
  );

  const languages = await prepareLanguages({ folder, release, files, leftOut, environment, pulumi });
  for (const [name, { leftOut: reason }] of Object.entries(languages)) {
    if (reason) log(`The tests in ${name} are left out: ${reason}.`);
  }
  project.provide("pulumiBinDirectory", pulumi.binDirectory);
  project.provide("release", { folder: release, files: [...files.keys()] });
  project.provide("installedPlugins", join(home, "plugins"));
  project.provide("languages", languages);
  return () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

declare module "vitest" {
  interface ProvidedContext {
    /** The files of a release of the packaged provider. */
    release: { readonly folder: string; readonly files: readonly string[] };
    /** A folder of installed plugins that holds the provider jenkins. */
    installedPlugins: string;
    languages: Readonly<Record<LanguageName, PreparedLanguage>>;
  }
}
