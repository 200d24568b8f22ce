import { mkdir, symlink, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";

const checkout = join(import.meta.dirname, "../../..");

/** A PATH that finds the project's own Node.js first: Pulumi wants a newer one than a machine may have. */
export const pathWithNode = [join(checkout, "node_modules", ".bin"), process.env.PATH].join(delimiter);

/** The files of a project, by name. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** Writes files into a project, over those that are there. */
export async function writeFiles(folder: string, files: ProjectFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Makes this checkout the dependency of a project, without installing anything. */
export async function linkCheckout(folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(modules, { recursive: true });
  await symlink(join(checkout, "node_modules", "@pulumi"), join(modules, "@pulumi"));
  await symlink(checkout, join(modules, "pulumi-jenkins-api-token"));
}
