import { rmSync } from "node:fs";
import { copyFile, glob, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { runCommand } from "./runCommand.ts";

/** Installs a project's dependencies with npm, this package from its tarball. */
export async function installByNpm(folder: string): Promise<void> {
  await askForTarball(folder);
  await runCommand(folder, "npm", ["install", "--prefer-offline", "--no-audit", "--no-fund"]);
}

/** The same with pnpm, which lets a project see only what it asks for itself. */
export async function installByPnpm(folder: string): Promise<void> {
  await askForTarball(folder);
  await runCommand(folder, "pnpm", ["install", "--prefer-offline"], cachesIn(folder));
}

/** The same with Yarn 4. */
export async function installByYarn(folder: string): Promise<void> {
  await askForTarball(folder);
  await runTool(folder, "@yarnpkg/cli-dist@4.18.1", "yarn", ["install", "--no-immutable"]);
}

/** The same with Yarn 1. */
export async function installByYarnClassic(folder: string): Promise<void> {
  await askForTarball(folder);
  await runTool(folder, "yarn@1.22.22", "yarn", ["install", "--non-interactive", "--ignore-engines"]);
}

/** The same with Bun. */
export async function installByBun(folder: string): Promise<void> {
  await askForTarball(folder);
  await runTool(folder, "bun@1.4.5", "bun", ["install"]);
}

let shared: Promise<string> | undefined;

/** For projects with the dependencies of the quickstart: installs them once, and links to that. */
export async function installShared(folder: string): Promise<void> {
  shared ??= installQuickstart();
  await symlink(join(await shared, "node_modules"), join(folder, "node_modules"), "junction");
}

async function installQuickstart(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "installed-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const manifest = new URL("../../../examples/quickstart/package.json", import.meta.url);
  await copyFile(manifest, join(folder, "package.json"));
  await installByNpm(folder);
  return folder;
}

/** Lets each package.json that asks for this package ask for the tarball, as this version isn't in the registry. */
async function askForTarball(folder: string): Promise<void> {
  for await (const name of glob("{.,*}/package.json", { cwd: folder, exclude: ["node_modules"] })) {
    const path = join(folder, name);
    const manifest = JSON.parse(await readFile(path, "utf8"));
    if (!manifest.dependencies?.["pulumi-jenkins-api-token"]) continue;
    manifest.dependencies["pulumi-jenkins-api-token"] = `file:${inject("tarball")}`;
    await writeFile(path, JSON.stringify(manifest, null, 2));
  }
}

/** Runs a package manager that is a package itself. */
async function runTool(
  folder: string,
  packageName: string,
  command: string,
  parameters: readonly string[],
): Promise<void> {
  const exec = ["exec", "--yes", "--prefer-offline", `--package=${packageName}`, "--", command];
  await runCommand(folder, "npm", [...exec, ...parameters], cachesIn(folder));
}

/** What a package manager keeps for later goes with the project. */
const cachesIn = (folder: string) => ({
  XDG_CACHE_HOME: join(folder, ".caches"),
  XDG_DATA_HOME: join(folder, ".caches"),
  YARN_CACHE_FOLDER: join(folder, ".caches", "yarn"),
  YARN_GLOBAL_FOLDER: join(folder, ".caches", "yarn"),
  BUN_INSTALL_CACHE_DIR: join(folder, ".caches", "bun"),
});
