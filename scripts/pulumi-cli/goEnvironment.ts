import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What the `go` commands of a build are run with. */
export interface GoSettings {
  environment: NodeJS.ProcessEnv;
  /** For `go list` and `go build`. */
  flags: string[];
}

/**
 * Lets Go use the caches that the user already has, since they save most of a build. Where there are none, Go gets
 * folders in `scratch`, so that a machine that does not work with Go keeps nothing of it.
 */
export function goEnvironment(environment: NodeJS.ProcessEnv, scratch: string): GoSettings {
  const { HOME: home = homedir() } = environment;
  const isMac = process.platform === "darwin";
  const caches = isMac
    ? join(home, "Library", "Caches")
    : (environment.XDG_CACHE_HOME ?? join(home, ".cache"));
  const settings: NodeJS.ProcessEnv = {
    ...environment,
    // The modules are pinned by the files in this repository; a workspace around the checkout has no say.
    GOWORK: "off",
    // Neither a C compiler nor the settings of a cross-compiling user change what is built.
    CGO_ENABLED: "0",
    GOOS: undefined,
    GOARCH: undefined,
  };
  const flags = ["-mod=readonly"];

  if (environment.GOCACHE === undefined && !existsSync(join(caches, "go-build"))) {
    settings.GOCACHE = join(scratch, "go-build");
  }
  if (environment.GOMODCACHE === undefined && !existsSync(environment.GOPATH ?? join(home, "go"))) {
    settings.GOPATH = join(scratch, "go");
    // Module files are read-only by default, and these are going to be deleted.
    flags.push("-modcacherw");
  }
  // Go's settings and its usage counters. macOS has no variable for their place.
  const configuration = environment.XDG_CONFIG_HOME ?? join(home, ".config");
  if (!isMac && !existsSync(join(configuration, "go"))) settings.XDG_CONFIG_HOME = join(scratch, "config");
  return { environment: settings, flags };
}
