import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdtemp, open, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const MAIN = join(import.meta.dirname, "../../../scripts/pulumi-cli/main.ts");

/** The version that the repository pins, which fake builds claim to be. */
export const PINNED_VERSION = /pkg\/v3 v(\S+)/.exec(
  readFileSync(join(import.meta.dirname, "../../../scripts/pulumi-cli/engine/go.mod"), "utf8"),
)?.[1] as string;

/** What a finished command left to see. */
export interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** A home folder, a cache folder and a PATH of a machine without network, in a temporary folder that the test removes. */
export class FakeMachine {
  readonly root: string;
  readonly home: string;
  readonly cache: string;
  readonly bin: string;
  readonly environment: NodeJS.ProcessEnv;

  constructor(root: string) {
    this.root = root;
    this.home = join(root, "home");
    this.cache = join(root, "cache");
    this.bin = join(root, "bin");
    for (const folder of [this.home, this.cache, this.bin, this.at("config")]) mkdirSync(folder);
    this.environment = {
      PATH: this.bin,
      HOME: this.home,
      XDG_CACHE_HOME: this.cache,
      XDG_CONFIG_HOME: this.at("config"),
      // Where nobody listens.
      HTTPS_PROXY: "http://127.0.0.1:1",
    };
  }

  at(...path: string[]): string {
    return join(this.root, ...path);
  }

  /** Where our cache keeps the CLI that the repository pins. */
  get cachedBin(): string {
    return join(this.cache, "pulumi-jenkins-api-token", `pulumi-${PINNED_VERSION}`, "bin");
  }

  /** Puts the three tools of a Pulumi installation into a folder. */
  addPulumi(directory: string, version: string): void {
    mkdirSync(directory, { recursive: true });
    addScript(directory, "pulumi", `echo v${version}`);
    addScript(directory, "pulumi-language-nodejs", "exit 0");
    addScript(directory, "pulumi-resource-pulumi-nodejs", "exit 0");
  }

  /** Names of what a folder holds. */
  async list(directory: string): Promise<string[]> {
    return (await readdir(directory)).sort();
  }

  modeOf(path: string): number {
    return statSync(path).mode & 0o777;
  }

  link(name: string, target: string): void {
    symlinkSync(target, join(this.bin, name));
  }

  /** A `go` that records its arguments, waits at a gate if there is one, and "builds" scripts. */
  addGo(): void {
    this.addPulumi(this.at("sources", "nodejs", "dist"), PINNED_VERSION);
    mkdirSync(this.at("sources", "python", "cmd"), { recursive: true });
    writeFileSync(
      this.at("sources", "python", "cmd", "pulumi-language-python-exec"),
      "#!/usr/bin/env python\n",
    );
    const built = this.at("sources", "nodejs", "dist", "pulumi");
    addScript(
      this.bin,
      "go",
      `PATH=/usr/bin:/bin
       echo "$* GOPATH=$GOPATH GOCACHE=$GOCACHE" >> '${this.at("go-calls")}'
       case "$*" in
         "list "*" -m "*) echo '${this.at("sources")}' ;;
         "build "*)
           if [ -n "$GOPATH" ]; then mkdir -p "$GOPATH/pkg/mod"; fi
           if [ -p '${this.at("gate")}' ]; then cat '${this.at("gate")}'; fi
           while [ "$1" != -o ]; do shift; done
           cp '${built}' "$2" ;;
       esac`,
    );
  }

  /** A `go` that says this and fails. */
  addFailingGo(words: string): void {
    addScript(this.bin, "go", `echo '${words}' >&2; exit 2`);
  }

  get goCalls(): string[] {
    return readFileSync(this.at("go-calls"), "utf8").trim().split("\n");
  }

  /** From now on `go build` waits. The promise is fulfilled when one does, with the way to let it go on. */
  async closeGate(): Promise<{ reached: () => Promise<{ open: () => Promise<void> }> }> {
    execFileSync("/bin/sh", ["-c", 'mkfifo "$0"', this.at("gate")]);
    const reached = async () => {
      const writer = await open(this.at("gate"), "w");
      const release = async () => {
        rmSync(this.at("gate"), { force: true });
        await writer.close();
      };
      return { open: release };
    };
    return { reached };
  }

  /** Starts the search for a CLI. */
  start(...flags: string[]) {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...flags], {
      env: this.environment,
      stdio: "pipe",
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (text) => (output.stdout += text));
    child.stderr.on("data", (text) => (output.stderr += text));
    const outcome = once(child, "close").then(([exitCode]): Outcome => ({ exitCode, ...output }));
    const says = async (text: string) => {
      while (!output.stderr.includes(text)) await once(child.stderr, "data");
    };
    return { child, outcome, says };
  }

  run(...flags: string[]): Promise<Outcome> {
    return this.start(...flags).outcome;
  }
}

/** A machine of its own for the test that calls this. */
export async function fakeMachine(): Promise<FakeMachine> {
  const root = realpathSync(await mkdtemp(join(tmpdir(), "fake-machine-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));
  return new FakeMachine(root);
}

/** Writes an executable shell script. */
export function addScript(directory: string, name: string, body: string): void {
  writeFileSync(join(directory, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
}
