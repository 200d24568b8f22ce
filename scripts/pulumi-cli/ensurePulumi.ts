import { cached } from "./cache.ts";
import { goModules } from "./goModules.ts";
import { officialInstaller } from "./officialInstaller.ts";
import { onPath } from "./onPath.ts";
import {
  type PulumiInstallation,
  type PulumiSearch,
  type PulumiStrategy,
  SUPPORTED_VERSIONS,
} from "./strategy.ts";

/** What {@link ensurePulumi} may be given. */
export interface EnsurePulumiOptions extends Partial<PulumiSearch> {
  log: PulumiSearch["log"];
  /** Default: PATH, our cache, the official installer, a build from Go modules. */
  strategies?: readonly PulumiStrategy[];
}

/**
 * Finds a Pulumi CLI, or brings one onto this machine. Logs nothing when there is nothing to do. Rejects when no method
 * worked, with a message that says why each did not. Default: the environment of this process, no tools, never aborted.
 */
export async function ensurePulumi(options: EnsurePulumiOptions): Promise<PulumiInstallation> {
  const { log, strategies = [onPath, cached, officialInstaller, goModules] } = options;
  const { environment = process.env, signal = new AbortController().signal, tools = [] } = options;
  const reasons: string[] = [];
  for (const strategy of strategies) {
    try {
      const found = await strategy.find({ environment, signal, log, tools });
      if (typeof found !== "string") return found;
      reasons.push(`${strategy.name}: ${found}`);
    } catch (error) {
      signal.throwIfAborted();
      const { message } = error as Error;
      log(`That did not work: ${message.split("\n").at(-1)}`);
      reasons.push(`${strategy.name}: ${message}`);
    }
  }
  throw new Error(
    [
      "No Pulumi CLI could be found or installed.",
      ...reasons.map((reason) => `  - ${reason.replaceAll("\n", "\n      ")}`),
      "Any one of these helps:",
      `  - install Pulumi (${SUPPORTED_VERSIONS}) from https://www.pulumi.com/docs/install/ and put it on the PATH`,
      "  - let this machine reach https://get.pulumi.com and https://github.com, directly or through HTTPS_PROXY",
      "  - install Go 1.21 or later (https://go.dev/doc/install), so that the CLI can be built from Go modules",
    ].join("\n"),
  );
}
