import { delimiter, join } from "node:path";
import { cachedBin, fillCache } from "./cache.ts";
import { buildWithGo } from "./goBuild.ts";
import { type GoTool, optionalTools } from "./goTools.ts";
import { findOnPath, type PulumiSearch, requireExecutables } from "./installation.ts";

/**
 * Finds the tools of the search in `binDirectory` (an official CLI has its language hosts beside it), on the PATH or in our
 * cache, and builds the others into our cache. Resolves to their paths, in the order of the search.
 */
export async function ensureTools(search: PulumiSearch, binDirectory = ""): Promise<string[]> {
  const { environment, tools = [] } = search;
  const cache = cachedBin(environment);
  const PATH = [binDirectory, environment.PATH, cache].join(delimiter);
  const found = await Promise.all(tools.map(({ file }) => findOnPath(file, { PATH })));
  const missing = tools.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) await build(missing, search);
  return tools.map(({ file }, index) => found[index] ?? join(cache, file));
}

async function build(tools: readonly GoTool[], search: PulumiSearch): Promise<void> {
  const files = tools.map(({ file }) => file);
  const go = await findOnPath("go", search.environment);
  if (go === undefined) {
    throw new Error(
      `There is no ${files.join(", ")} on this machine, and no Go on the PATH to build it with. Any one of these helps:\n` +
        "  - install Pulumi from https://www.pulumi.com/docs/install/, whose archives hold the language hosts\n" +
        "  - install Go 1.21 or later (https://go.dev/doc/install)",
    );
  }
  const verify = (bin: string) => requireExecutables(bin, files);
  await fillCache(search, verify, (staging) => buildWithGo(go, tools, staging, search));
}

/** The optional tools that can be built here and are of use: those of the languages whose runtime is on the PATH. */
export async function usableTools(environment: NodeJS.ProcessEnv): Promise<GoTool[]> {
  if (!(await findOnPath("go", environment))) return [];
  const { python, ...others } = optionalTools;
  return (await findOnPath("python3", environment)) ? Object.values(optionalTools) : Object.values(others);
}
