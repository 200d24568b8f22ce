import { chmod, copyFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Staging } from "./cache.ts";
import { goEnvironment } from "./goEnvironment.ts";
import { type GoTool, toolVersion } from "./goTools.ts";
import { type RunOptions, runCommand } from "./runCommand.ts";
import type { PulumiSearch } from "./strategy.ts";

const SDK = "github.com/pulumi/pulumi/sdk/v3";
const REPORT_EVERY_MS = 30_000;

/** Builds the tools into the `bin` of a staging folder. */
export async function buildWithGo(
  go: string,
  tools: readonly GoTool[],
  { bin, scratch }: Staging,
  { environment, signal, log }: Pick<PulumiSearch, "environment" | "signal" | "log">,
): Promise<void> {
  const settings = goEnvironment(environment, scratch);
  const { flags } = settings;
  for (const tool of tools) {
    const version = toolVersion(tool);
    log(`Building ${tool.file} of Pulumi ${version}.`);
    const startedMs = performance.now();
    const timer = setInterval(() => {
      log(`  ${tool.file}: ${Math.round((performance.now() - startedMs) / 1000)} s`);
    }, REPORT_EVERY_MS);
    const options = { environment: settings.environment, signal, cwd: tool.module };
    const linkerFlags = `-s -w -X ${SDK}/go/common/version.Version=${version}`;
    try {
      await runCommand(
        go,
        ["build", ...flags, "-ldflags", linkerFlags, "-o", join(bin, tool.file), tool.package],
        options,
      );
      if (tool.script) await copyScript(go, flags, tool.script, bin, options);
    } finally {
      clearInterval(timer);
    }
  }
}

/** Scripts come with the sources of the SDK; the format of Go modules does not keep their run bit. */
async function copyScript(
  go: string,
  flags: readonly string[],
  script: string,
  bin: string,
  options: RunOptions,
): Promise<void> {
  const sdk = await runCommand(go, ["list", ...flags, "-m", "-f", "{{.Dir}}", SDK], options);
  const target = join(bin, basename(script));
  await copyFile(join(sdk.trim(), script), target);
  await chmod(target, 0o755);
}
