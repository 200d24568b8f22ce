import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ProjectFiles } from "../../pulumi/support/pulumiProject.ts";
import { checkout } from "./runCommand.ts";

/** One folder of `examples`. */
export interface Example {
  /** Its path below `examples`. */
  readonly name: string;
  readonly folder: string;
  readonly files: ProjectFiles;
  /** Packages of other Pulumi providers that it uses. */
  readonly otherProviders: readonly string[];
}

const root = join(checkout, "examples");

/** All examples: each is a Pulumi project in TypeScript that runs when its folder is copied. */
export const examples: readonly Example[] = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => basename(path) === "package.json" && !path.includes("node_modules"))
  .map((path) => toExample(dirname(path)))
  .sort((one, other) => (one.name < other.name ? -1 : 1));

function toExample(name: string): Example {
  const folder = join(root, name);
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const files = Object.fromEntries(
    entries.map((entry) => [entry.name, readFileSync(join(folder, entry.name), "utf8")]),
  );
  const { dependencies } = JSON.parse(files["package.json"] ?? "{}");
  const own = ["@pulumi/pulumi", "pulumi-jenkins-api-token"];
  return { name, folder, files, otherProviders: Object.keys(dependencies).filter((it) => !own.includes(it)) };
}
