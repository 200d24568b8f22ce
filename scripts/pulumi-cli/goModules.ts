import { chmod, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { installIntoCache, type Staging } from "./cache.ts";
import { goEnvironment } from "./goEnvironment.ts";
import { type GoProgress, startGoProgress } from "./goProgress.ts";
import { findOnPath } from "./inspectTools.ts";
import { runCommand } from "./runCommand.ts";
import type { PulumiSearch, PulumiStrategy } from "./strategy.ts";
import { ENGINE_MODULE, LANGUAGE_HOST_MODULE, pinnedVersion, requiredVersion } from "./versions.ts";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const ENGINE_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const LANGUAGE_HOST_PACKAGE = `${SDK}/nodejs/cmd/pulumi-language-nodejs`;

/**
 * Builds the CLI from Go modules, for machines that reach a module proxy and little else. Two modules, since the Node.js
 * language host is available as a package of an older SDK only; it runs programs of today's SDK all the same.
 */
export const goModules: PulumiStrategy = {
  name: "a build from Go modules",

  async find(search) {
    const go = await findOnPath("go", search.environment);
    if (go === undefined) return search.passOver("Go is not on the PATH.");
    return installIntoCache(search, (staging) => build(go, staging, search));
  },
};

async function build(go: string, { root, scratch }: Staging, search: PulumiSearch): Promise<void> {
  const version = await pinnedVersion();
  search.log(
    `Building Pulumi ${version} from Go modules: the first time this downloads about 300 MB, takes up to 4 GB of disk ` +
      "meanwhile, and 6 to 12 minutes on two cores. The result is kept for all later runs.",
  );
  const { environment, flags } = goEnvironment(search.environment, scratch);
  const progress = startGoProgress(search);
  const toolchain: Toolchain = { go, flags, environment, signal: search.signal, progress };
  try {
    await compile(toolchain, {
      moduleDirectory: ENGINE_MODULE,
      packagePath: ENGINE_PACKAGE,
      version,
      output: join(root, "bin", "pulumi"),
    });
    await compile(toolchain, {
      moduleDirectory: LANGUAGE_HOST_MODULE,
      packagePath: LANGUAGE_HOST_PACKAGE,
      version: await requiredVersion(LANGUAGE_HOST_MODULE, SDK),
      output: join(root, "bin", "pulumi-language-nodejs"),
    });
    await copyDynamicProviderLauncher(toolchain, join(root, "bin"));
  } finally {
    progress.stop();
  }
}

interface Toolchain {
  go: string;
  flags: string[];
  environment: NodeJS.ProcessEnv;
  signal: AbortSignal;
  progress: GoProgress;
}

interface Target {
  moduleDirectory: string;
  packagePath: string;
  version: string;
  output: string;
}

async function compile(toolchain: Toolchain, target: Target): Promise<void> {
  const { go, flags, environment, signal, progress } = toolchain;
  const { moduleDirectory, packagePath, version, output } = target;
  const options = { environment, signal, cwd: moduleDirectory, onErrorLine: progress.onGoLine };

  progress.download(output);
  const packages = await runCommand(go, ["list", ...flags, "-deps", packagePath], options);
  progress.compile(output, packages.trim().split("\n").length);
  const linkerFlags = `-s -w -X ${SDK}/go/common/version.Version=${version}`;
  await runCommand(
    go,
    ["build", ...flags, "-v", "-ldflags", linkerFlags, "-o", output, packagePath],
    options,
  );
}

/** A short shell script that comes with the SDK's sources; the Go module format does not keep its run bit. */
async function copyDynamicProviderLauncher(toolchain: Toolchain, binDirectory: string): Promise<void> {
  const { go, flags, environment, signal } = toolchain;
  const options = { environment, signal, cwd: LANGUAGE_HOST_MODULE };
  const sdkDirectory = await runCommand(go, ["list", ...flags, "-m", "-f", "{{.Dir}}", SDK], options);
  const launcher = join(binDirectory, "pulumi-resource-pulumi-nodejs");
  await copyFile(join(sdkDirectory.trim(), "nodejs", "dist", "pulumi-resource-pulumi-nodejs"), launcher);
  await chmod(launcher, 0o755);
}
