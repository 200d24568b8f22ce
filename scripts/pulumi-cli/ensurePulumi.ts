import { dirname, join } from "node:path";
import { satisfies } from "semver";
import { cachedBin, fillCache, type Staging } from "./cache.ts";
import { buildWithGo } from "./goBuild.ts";
import { cliTools, versionIn } from "./goTools.ts";
import { findOnPath, inspectPulumi, type PulumiInstallation, type PulumiSearch } from "./installation.ts";
import { runCommand } from "./runCommand.ts";

/**
 * The versions of the CLI that are taken from the PATH. The oldest came with the oldest SDK that our package allows as a
 * peer, and the SDK's Automation API refuses a CLI of another major version.
 */
const SUPPORTED_VERSIONS = ">=3.200.0 <4";

const INSTALLER_TIMEOUT_MS = 10 * 60_000;

/**
 * Finds a Pulumi CLI, or brings one onto this machine. Logs nothing when there is nothing to do. Rejects when no method
 * worked, with a message that says why each did not. Default: the environment of this process, no tools, never aborted.
 */
export async function ensurePulumi(
  options: Partial<PulumiSearch> & Pick<PulumiSearch, "log">,
): Promise<PulumiInstallation> {
  const search = { environment: process.env, signal: new AbortController().signal, ...options };
  const reasons: string[] = [];
  for (const [name, find] of Object.entries(methods)) {
    try {
      const found = await find(search);
      if (typeof found !== "string") return found;
      reasons.push(`${name}: ${found}`);
    } catch (error) {
      search.signal.throwIfAborted();
      const { message } = error as Error;
      search.log(`Passing over ${name}: ${message.split("\n").at(-1)}`);
      reasons.push(`${name}: ${message}`);
    }
  }
  throw new Error(
    [
      "No Pulumi CLI could be found or installed.",
      ...reasons.map((reason) => `  - ${reason.replaceAll("\n", "\n      ")}`),
      "Any one of these helps:",
      `  - install Pulumi (${SUPPORTED_VERSIONS}) from https://www.pulumi.com/docs/install/ and put it on the PATH`,
      "  - let curl reach https://get.pulumi.com and https://github.com, directly or through HTTPS_PROXY",
      "  - install Go 1.21 or later (https://go.dev/doc/install), so that the CLI can be built from Go modules",
    ].join("\n"),
  );
}

/** A text says why a method does not apply on this machine. An error: it was attempted and failed. */
type Method = (search: PulumiSearch) => Promise<PulumiInstallation | string>;

const methods: Record<string, Method> = {
  "the pulumi on the PATH": takeFromPath,
  "the Pulumi CLI in our cache": takeFromCache,
  "the official installer": runOfficialInstaller,
  "a build from Go modules": build,
};

async function takeFromPath(search: PulumiSearch): Promise<PulumiInstallation | string> {
  const command = await findOnPath("pulumi", search.environment);
  if (command === undefined) return "there is none.";
  const pulumi = await inspectPulumi(command, search);
  if (satisfies(pulumi.version, SUPPORTED_VERSIONS, { includePrerelease: true })) return pulumi;
  throw new Error(
    `${command} is version ${pulumi.version}, and this project works with ${SUPPORTED_VERSIONS}.`,
  );
}

async function takeFromCache(search: PulumiSearch): Promise<PulumiInstallation | string> {
  const bin = cachedBin(search.environment);
  const command = await findOnPath("pulumi", { PATH: bin });
  return command === undefined ? `nothing in ${bin}.` : inspectPulumi(command, search);
}

async function runOfficialInstaller(search: PulumiSearch): Promise<PulumiInstallation | string> {
  // The installer itself downloads with curl too.
  const curl = await findOnPath("curl", search.environment);
  if (curl === undefined) return "curl is not on the PATH.";
  return installIntoCache(search, async ({ bin, scratch }) => {
    const version = versionIn("engine");
    search.log(`Installing Pulumi ${version} with the official installer (a download of about 150 MB).`);
    const options = {
      // Its downloads, and the log files of the CLI that it asks for its version, are removed with the scratch folder.
      cwd: scratch,
      environment: { ...search.environment, TMPDIR: scratch, PULUMI_HOME: scratch },
      signal: AbortSignal.any([search.signal, AbortSignal.timeout(INSTALLER_TIMEOUT_MS)]),
    };
    const script = join(scratch, "install.sh");
    const download = ["--fail", "--silent", "--show-error", "--location", "--connect-timeout", "10"];
    await runCommand(curl, [...download, "--output", script, "https://get.pulumi.com/install.sh"], options);
    const settings = ["--no-edit-path", "--install-root", dirname(bin), "--version", version];
    await runCommand("/bin/sh", [script, ...settings], options);
  });
}

/** For machines that reach a module proxy and little else. */
async function build(search: PulumiSearch): Promise<PulumiInstallation | string> {
  const go = await findOnPath("go", search.environment);
  if (go === undefined) return "Go is not on the PATH.";
  return installIntoCache(search, (staging) => {
    search.log(
      "Building the Pulumi CLI from Go modules: the first time this downloads about 300 MB, needs up to 4 GB of disk " +
        "meanwhile, and takes 6 to 12 minutes on two cores. The result is kept for all later runs.",
    );
    return buildWithGo(go, [...cliTools, ...(search.tools ?? [])], staging, search);
  });
}

function installIntoCache(search: PulumiSearch, fill: (staging: Staging) => Promise<void>) {
  return fillCache(search, (bin) => inspectPulumi(join(bin, "pulumi"), search), fill);
}
