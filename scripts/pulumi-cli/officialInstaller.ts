import { join } from "node:path";
import { installIntoCache } from "./cache.ts";
import { pinnedVersion } from "./goTools.ts";
import { runCommand } from "./runCommand.ts";
import type { PulumiStrategy } from "./strategy.ts";

const TAKES_AT_MOST_MINUTES = 10;

/** Lets Pulumi's own installer fetch the CLI. */
export const officialInstaller = officialInstallerRunBy(join(import.meta.dirname, "runOfficialInstaller.ts"));

/** The same with another script to run: it is given the version and the folder whose `bin` it has to fill. */
export function officialInstallerRunBy(script: string): PulumiStrategy {
  return {
    name: "the official installer",

    find(search) {
      return installIntoCache(search, async ({ root, scratch }) => {
        const version = pinnedVersion();
        search.log(`Installing Pulumi ${version} with the official installer (a download of about 150 MB).`);

        // A process of its own, because the SDK's installer cannot be interrupted. Node.js itself gives up on a
        // connection after 10 seconds, so a machine without that network learns it soon.
        const timeout = AbortSignal.timeout(TAKES_AT_MOST_MINUTES * 60_000);
        await runCommand(process.execPath, [...process.execArgv, script, version, root], {
          // Its downloads, and the log files of the CLI that it asks for its version, are gone with the scratch folder.
          cwd: scratch,
          environment: {
            ...search.environment,
            TMPDIR: scratch,
            PULUMI_HOME: scratch,
            NODE_USE_ENV_PROXY: "1",
          },
          signal: AbortSignal.any([search.signal, timeout]),
        });
      });
    },
  };
}
