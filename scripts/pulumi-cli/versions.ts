import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The versions of the CLI that are taken from the PATH. The oldest came with the oldest SDK that our package allows as a
 * peer, and the SDK's Automation API refuses a CLI of another major version.
 */
export const SUPPORTED_VERSIONS = ">=3.200.0 <4";

/** Folder of the Go module that pins the CLI. */
export const ENGINE_MODULE = join(import.meta.dirname, "engine");

/** Folder of the Go module that pins the Node.js language host. */
export const LANGUAGE_HOST_MODULE = join(import.meta.dirname, "language-host");

/** The CLI version that is installed where none is found; `engine/go.mod` is the one place that names it. */
export function pinnedVersion(): Promise<string> {
  return requiredVersion(ENGINE_MODULE, "github.com/pulumi/pulumi/pkg/v3");
}

/** The version that the `go.mod` in this folder requires of a module, without its `v`. */
export async function requiredVersion(moduleDirectory: string, modulePath: string): Promise<string> {
  const goMod = await readFile(join(moduleDirectory, "go.mod"), "utf8");
  for (const line of goMod.split("\n")) {
    const [path, version] = line
      .trim()
      .replace(/^require /, "")
      .split(" ");
    if (path === modulePath && version?.startsWith("v")) return version.slice(1);
  }
  throw new Error(`${join(moduleDirectory, "go.mod")} does not require ${modulePath}.`);
}
