import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const checkout = join(import.meta.dirname, "../../..");

/** A PATH that finds the project's own Node.js first: Pulumi wants a newer one than a machine may have. */
export const pathWithNode = [join(checkout, "node_modules", ".bin"), process.env.PATH].join(delimiter);

/** The files of a project, by name. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** Writes files into a project, over those that are there. */
export async function writeFiles(folder: string, files: ProjectFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
}

/** Makes this checkout the dependency of a project, without installing anything. */
export async function linkCheckout(folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(modules, { recursive: true });
  await symlink(join(checkout, "node_modules", "@pulumi"), join(modules, "@pulumi"));
  await symlink(checkout, join(modules, "pulumi-jenkins-api-token"));
}

/** Packs this checkout as for the registry, and installs that with a project's other dependencies, as a user would. */
export async function installPacked(folder: string): Promise<void> {
  const tarball = await pack(folder);
  await run(folder, "npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`]);
}

/** The same with pnpm, which lets a project see only what it asks for itself. */
export async function installPackedByPnpm(folder: string): Promise<void> {
  const tarball = await pack(folder);
  // What pnpm keeps for later goes with the project.
  const [HOME, XDG_CACHE_HOME] = [join(folder, ".pnpm"), join(folder, ".pnpm", "cache")];
  await run(folder, "pnpm", ["add", `./${tarball}`], { HOME, XDG_CACHE_HOME });
}

function pack(folder: string): Promise<string> {
  return run(checkout, "npm", ["pack", "--silent", "--pack-destination", folder]);
}

async function run(
  cwd: string,
  command: string,
  parameters: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  const env = { ...process.env, PATH: pathWithNode, ...environment };
  const { stdout } = await promisify(execFile)(command, parameters, { cwd, env });
  return stdout.trim();
}
