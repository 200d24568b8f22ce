import { installIntoCache } from "./cache.ts";
import { buildWithGo } from "./goBuild.ts";
import { cliTools } from "./goTools.ts";
import { findOnPath } from "./inspectTools.ts";
import type { PulumiStrategy } from "./strategy.ts";

/** Builds the CLI from Go modules, for machines that reach a module proxy and little else. */
export const goModules: PulumiStrategy = {
  name: "a build from Go modules",

  async find(search) {
    const go = await findOnPath("go", search.environment);
    if (go === undefined) return "Go is not on the PATH.";
    return installIntoCache(search, (staging) => {
      search.log(
        "Building the Pulumi CLI from Go modules: the first time this downloads about 300 MB, needs up to 4 GB of disk " +
          "meanwhile, and takes 6 to 12 minutes on two cores. The result is kept for all later runs.",
      );
      return buildWithGo(go, [...cliTools, ...search.tools], staging, search);
    });
  },
};
