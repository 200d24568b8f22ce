import { spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { versionIn } from "../../../scripts/pulumi-cli/goTools.ts";
import { finish } from "../../support/finishedProcess.ts";

const MAIN = join(import.meta.dirname, "../../../scripts/pulumi-cli/main.ts");

/** The version that the repository pins, which fake builds claim to be. */
export const PINNED_VERSION = versionIn("engine");

/** A home folder, a cache folder and a PATH of a machine without network, in a temporary folder that is removed after the test. */
export function fakeMachine() {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "fake-machine-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));
  const at = (...path: string[]) => join(root, ...path);
  const [home, cache, bin, gate] = [at("home"), at("cache"), at("bin"), at("gate")];
  for (const folder of [home, cache, bin, at("config")]) mkdirSync(folder);
  const ownCache = join(cache, "pulumi-jenkins-api-token");

  /** Starts the search for a CLI. */
  function start(...flags: string[]) {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...flags], {
      env: { PATH: bin, HOME: home, XDG_CACHE_HOME: cache, XDG_CONFIG_HOME: at("config") },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { child, outcome: finish(child) };
  }

  return {
    at,
    home,
    cache,
    bin,
    /** A named pipe here lets the fake `go build` wait. */
    gate,
    ownCache,
    /** Where our cache keeps the CLI that the repository pins. */
    cachedBin: join(ownCache, `pulumi-${PINNED_VERSION}`, "bin"),
    start,
    run: (...flags: string[]) => start(...flags).outcome,

    /** A `go` that records its arguments, waits at a gate if there is one, and "builds" scripts. */
    addGo() {
      addPulumi(at("sources", "nodejs", "dist"), PINNED_VERSION);
      mkdirSync(at("sources", "python", "cmd"), { recursive: true });
      writeFileSync(at("sources", "python", "cmd", "pulumi-language-python-exec"), "#!/usr/bin/env python\n");
      addScript(
        bin,
        "go",
        `PATH=/usr/bin:/bin
         echo "$* GOFLAGS=$GOFLAGS GOPATH=$GOPATH GOCACHE=$GOCACHE" >> '${at("go-calls")}'
         case "$1" in
           list) echo '${at("sources")}' ;;
           build)
             if [ -n "$GOPATH" ]; then mkdir -p "$GOPATH/pkg/mod"; fi
             if [ -p '${gate}' ]; then cat '${gate}'; fi
             while [ "$1" != -o ]; do shift; done
             cp '${at("sources", "nodejs", "dist", "pulumi")}' "$2" ;;
         esac`,
      );
    },

    /** The calls of `go build` so far. */
    builds: () => readFileSync(at("go-calls"), "utf8").match(/^build .*/gm) ?? [],
  };
}

/** Puts the three tools of a Pulumi installation into a folder. */
export function addPulumi(directory: string, version: string): void {
  mkdirSync(directory, { recursive: true });
  addScript(directory, "pulumi", `echo v${version}`);
  addScript(directory, "pulumi-language-nodejs", "exit 0");
  addScript(directory, "pulumi-resource-pulumi-nodejs", "exit 0");
}

/** Writes an executable shell script. */
export function addScript(directory: string, name: string, body: string): void {
  writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}

/** The names of what a folder holds. */
export function namesIn(directory: string): string[] {
  return readdirSync(directory).toSorted();
}
