import { existsSync } from "node:fs";
import { chmod, copyFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { type Staging, userCache } from "./cache.ts";
import { type GoTool, moduleFolder, SDK, versionIn } from "./goTools.ts";
import type { PulumiSearch } from "./installation.ts";
import { runCommand } from "./runCommand.ts";

const REPORT_EVERY_MS = 30_000;

/** Builds the tools into the `bin` of a staging folder. */
export async function buildWithGo(
  go: string,
  tools: readonly GoTool[],
  { bin, scratch }: Staging,
  { environment, signal, log }: PulumiSearch,
): Promise<void> {
  const settings = goEnvironment(environment, scratch);
  for (const { file, module, package: goPackage, script } of tools) {
    const version = versionIn(module);
    log(`Building ${file} of Pulumi ${version}.`);
    const startedMs = performance.now();
    const timer = setInterval(() => {
      log(`  ${file}: ${Math.round((performance.now() - startedMs) / 1000)} s`);
    }, REPORT_EVERY_MS);
    const run = (...args: string[]) =>
      runCommand(go, args, { environment: settings, signal, cwd: moduleFolder(module) });
    try {
      const linkerFlags = `-s -w -X ${SDK}/go/common/version.Version=${version}`;
      await run("build", "-ldflags", linkerFlags, "-o", join(bin, file), goPackage);
      if (script === undefined) continue;
      // Scripts come with the sources of the SDK; the format of Go modules does not keep their run bit.
      const sources = (await run("list", "-m", "-f", "{{.Dir}}", SDK)).trim();
      await copyFile(join(sources, script), join(bin, basename(script)));
      await chmod(join(bin, basename(script)), 0o755);
    } finally {
      clearInterval(timer);
    }
  }
}

/**
 * The environment of the `go` commands of a build. They use the caches that the user already has, since these save most of
 * a build. Where there are none, Go gets folders in `scratch`, so that a machine that does not work with Go keeps nothing.
 */
export function goEnvironment(environment: NodeJS.ProcessEnv, scratch: string): NodeJS.ProcessEnv {
  const { HOME: home = homedir() } = environment;
  const isMac = process.platform === "darwin";
  // Go ignores XDG_CACHE_HOME on macOS.
  const caches = userCache(isMac ? { HOME: home } : environment);
  const settings: NodeJS.ProcessEnv = {
    ...environment,
    // The modules are pinned by the files in this repository; a workspace around the checkout does not change them.
    GOWORK: "off",
    GOFLAGS: [environment.GOFLAGS, "-mod=readonly"].join(" ").trim(),
    // Neither a C compiler nor the settings of a cross-compiling user change what is built.
    CGO_ENABLED: "0",
    GOOS: undefined,
    GOARCH: undefined,
  };
  if (environment.GOCACHE === undefined && !existsSync(join(caches, "go-build"))) {
    settings.GOCACHE = join(scratch, "go-build");
  }
  if (environment.GOMODCACHE === undefined && !existsSync(environment.GOPATH ?? join(home, "go"))) {
    settings.GOPATH = join(scratch, "go");
    // Module files are read-only by default, and these are going to be deleted.
    settings.GOFLAGS += " -modcacherw";
  }
  // Go's settings and its usage counters. macOS has no variable for their place.
  const configuration = environment.XDG_CONFIG_HOME ?? join(home, ".config");
  if (!isMac && !existsSync(join(configuration, "go"))) {
    settings.XDG_CONFIG_HOME = join(scratch, "config");
  }
  return settings;
}
