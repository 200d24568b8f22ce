import { cached } from "./cache.ts";
import { goModules } from "./goModules.ts";
import { officialInstaller } from "./officialInstaller.ts";
import { onPath } from "./onPath.ts";
import type { PulumiInstallation, PulumiSearch, PulumiStrategy } from "./strategy.ts";
import { SUPPORTED_VERSIONS } from "./versions.ts";

/** What {@link ensurePulumi} may be given. */
export interface EnsurePulumiOptions extends Pick<PulumiSearch, "log" | "status"> {
  /** Default: `process.env`. */
  environment?: NodeJS.ProcessEnv;
  /** Aborting it ends what is under way. Default: never aborted. */
  signal?: AbortSignal;
  /** Default: PATH, our cache, the official installer, a build from Go modules. */
  strategies?: PulumiStrategy[];
}

/**
 * Finds a Pulumi CLI, or brings one onto this machine. Says nothing when there is nothing to do. Rejects when
 * no way worked, with a message that tells why each did not.
 */
export async function ensurePulumi(options: EnsurePulumiOptions): Promise<PulumiInstallation> {
  const { log, status, environment = process.env, signal = new AbortController().signal } = options;
  const attempts: string[] = [];
  for (const strategy of options.strategies ?? [onPath, cached, officialInstaller, goModules]) {
    const passOver = (reason: string) => {
      attempts.push(`${strategy.name}: ${reason}`);
      return undefined;
    };
    try {
      const installation = await strategy.find({ environment, signal, log, status, passOver });
      if (installation !== undefined) return installation;
    } catch (error) {
      signal.throwIfAborted();
      const { message } = error as Error;
      log(`That did not work: ${message.split("\n").at(-1)}`);
      passOver(message);
    }
  }
  throw new PulumiNotFoundError(attempts);
}

/** Tells why each way did not work, and what a person can do. */
class PulumiNotFoundError extends Error {
  constructor(attempts: string[]) {
    super(
      [
        "No Pulumi CLI could be found or installed.",
        ...attempts.map((attempt) => `  - ${attempt.replaceAll("\n", "\n      ")}`),
        "Any one of these helps:",
        `  - install Pulumi (${SUPPORTED_VERSIONS}) from https://www.pulumi.com/docs/install/ and put it on the PATH`,
        "  - let this machine reach https://get.pulumi.com and https://github.com, directly or through HTTPS_PROXY",
        "  - install Go 1.21 or later (https://go.dev/doc/install), so that the CLI can be built from Go modules",
      ].join("\n"),
    );
    this.name = "PulumiNotFoundError";
  }
}
