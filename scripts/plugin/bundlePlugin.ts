import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "rolldown";
import { checkout } from "./places.ts";

/** Bundles the provider plugin and all that it imports into one CommonJS file for Node.js. Resolves to the licenses of that. */
export async function bundlePlugin(file: string): Promise<string> {
  const { output } = await build({
    cwd: checkout,
    input: join("provider", "plugin", "main.ts"),
    platform: "node",
    logLevel: "warn",
    output: { file, format: "cjs", codeSplitting: false, minify: true },
  });
  return licensesOf(output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : [])));
}

/** The licenses of the packages that modules are from: most want their text to go with each copy. */
async function licensesOf(moduleIds: readonly string[]): Promise<string> {
  const folders = moduleIds.map(
    (id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/"))?.[0],
  );
  const packages = [...new Set(folders)].filter((folder) => folder !== undefined);
  const texts = [checkout, ...packages.toSorted()].map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const files = (await readdir(folder)).filter((entry) => /^(licen[cs]e|notice)/i.test(entry));
    const contents = files.map((entry) => readFile(join(folder, entry), "utf8"));
    return [`${name} ${version} (${license})`, ...(await Promise.all(contents))].join("\n\n");
  });
  return (await Promise.all(texts)).join(`\n\n${"-".repeat(80)}\n\n`);
}
