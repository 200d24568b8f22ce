import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { finish } from "../../support/finishedProcess.ts";
import { addScript } from "./fakeMachine.ts";

const SETUP = join(import.meta.dirname, "../../../scripts/setup.mjs");

test("installs the packages, compiles and looks for the Pulumi CLI on a fresh clone", async () => {
  const clone = await freshClone();

  const { exitCode, stdout, stderr } = await clone.setUp();

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  expect(stderr).toContain("Installing the packages of package-lock.json");
  expect(stderr).toContain("Compiling to dist.");
  expect(clone.npmCalls).toEqual(["ci --include=dev --loglevel=error", "run --silent build"]);
  expect(stderr).toContain("looking for the CLI --quiet");
});

test("is silent when there is nothing to do", async () => {
  const clone = await freshClone();
  await clone.setUp("--no-pulumi");

  expect(await clone.setUp("--no-pulumi")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

test("leaves the Pulumi CLI out when a flag says so", async () => {
  const clone = await freshClone();

  const { stderr } = await clone.setUp("--no-pulumi");

  expect(stderr).not.toContain("looking for the CLI");
});

test("asks for the language hosts when a flag says so", async () => {
  const clone = await freshClone();

  const { stderr } = await clone.setUp("--languages");

  expect(stderr).toContain("looking for the CLI --quiet --with usable");
});

test("installs again when package-lock.json asks for another version", async () => {
  const clone = await freshClone();
  await clone.setUp("--no-pulumi");
  clone.lock({ "node_modules/zod": { version: "4.7.0" } });

  await clone.setUp("--no-pulumi");

  expect(clone.npmCalls.filter((call) => call.startsWith("ci "))).toHaveLength(2);
});

test("accepts that packages for other platforms are not installed", async () => {
  const clone = await freshClone();
  await clone.setUp("--no-pulumi");
  clone.lock({
    "node_modules/zod": { version: "4.6.7" },
    "node_modules/for-another-platform": { version: "1.0.0", optional: true },
  });

  expect((await clone.setUp("--no-pulumi")).stderr).toBe("");
});

test("compiles again when a source has changed", async () => {
  const clone = await freshClone();
  await clone.setUp("--no-pulumi");
  const tomorrow = new Date(Date.now() + 86_400_000);
  utimesSync(join(clone.root, "provider", "index.ts"), tomorrow, tomorrow);

  const { stderr } = await clone.setUp("--no-pulumi");

  expect(stderr).toBe("Compiling to dist.\n");
});

test("builds again when npm has removed the link to this checkout", async () => {
  const clone = await freshClone();
  await clone.setUp("--no-pulumi");
  rmSync(join(clone.root, "node_modules", "pulumi-jenkins-api-token"), { recursive: true });

  const { stderr } = await clone.setUp("--no-pulumi");

  expect(stderr).toBe("Compiling to dist.\n");
});

test("compiles again after a compilation that failed", async () => {
  const clone = await freshClone();
  writeFileSync(join(clone.root, "broken"), "");
  const broken = await clone.setUp("--no-pulumi");
  rmSync(join(clone.root, "broken"));

  const repaired = await clone.setUp("--no-pulumi");

  expect(broken.exitCode).toBe(2);
  expect(broken.stderr).toContain("error TS2322");
  expect(repaired.stderr).toBe("Compiling to dist.\n");
});

test("shows the whole error of npm and ends with its exit code", async () => {
  const clone = await freshClone();
  addScript(clone.bin, "npm", "echo 'npm error code EUSAGE' >&2; echo 'npm error more' >&2; exit 7");

  const { exitCode, stderr } = await clone.setUp();

  expect(exitCode).toBe(7);
  expect(stderr).toContain("npm error code EUSAGE\nnpm error more\n");
  expect(stderr).toContain("Setting up failed: npm ci");
});

test("reports what to do when npm is missing", async () => {
  const clone = await freshClone();
  rmSync(join(clone.bin, "npm"));

  const { exitCode, stderr } = await clone.setUp();

  expect(exitCode).toBe(1);
  expect(stderr).toContain("npm could not be started");
});

test("reports what to do when the machine's Node.js is too old and install scripts are switched off", async () => {
  const clone = await freshClone();
  clone.requireNode(">=99.1");

  const { exitCode, stderr } = await clone.setUp();

  expect(exitCode).toBe(1);
  expect(stderr).toContain(`needs Node.js >=99.1, and this machine has ${process.versions.node}`);
  expect(stderr).toContain("install scripts are switched off (ignore-scripts=true)");
  expect(stderr).toContain("npm rebuild node --ignore-scripts=false");
});

test("does without the project's own Node.js where that does not run and the machine's is recent enough", async () => {
  const clone = await freshClone();
  await clone.setUp("--no-pulumi");
  mkdirSync(join(clone.root, "node_modules", ".bin"));
  addScript(join(clone.root, "node_modules", ".bin"), "node", "exit 127");

  const { exitCode } = await clone.setUp("--no-pulumi");

  expect(exitCode).toBe(0);
  expect(existsSync(join(clone.root, "node_modules", ".bin", "node"))).toBe(false);
});

/** A small project with the real set-up script, and an npm that notes what it was asked and does it in appearance. */
async function freshClone() {
  const root = await mkdtemp(join(tmpdir(), "fresh-clone-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const bin = join(root, "bin");
  for (const folder of ["bin", "provider", "cli", "scripts/pulumi-cli"]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  copyFileSync(SETUP, join(root, "scripts", "setup.mjs"));
  writeFileSync(
    join(root, "scripts/pulumi-cli/main.ts"),
    "console.log('looking for the CLI', ...process.argv.slice(2));",
  );
  writeFileSync(join(root, "provider", "index.ts"), "");
  writeFileSync(join(root, "tsconfig.json"), "{}");
  writeFileSync(join(root, "tsconfig.build.json"), JSON.stringify({ include: ["provider", "cli"] }));
  addScript(
    bin,
    "npm",
    `PATH=/usr/bin:/bin
     echo "$*" >> '${root}/npm-calls'
     if [ "$1" = ci ]; then
       rm -rf node_modules; mkdir node_modules; cp package-lock.json node_modules/.package-lock.json
     elif [ -e broken ]; then
       mkdir -p dist; echo 'error TS2322'; exit 2
     else
       mkdir -p dist node_modules/pulumi-jenkins-api-token
     fi`,
  );

  const writeJson = (name: string, content: unknown) =>
    writeFileSync(join(root, name), JSON.stringify(content));
  const clone = {
    root,
    bin,
    lock: (packages: Record<string, unknown>) => writeJson("package-lock.json", { packages }),
    requireNode: (node: string) => writeJson("package.json", { engines: { node } }),
    get npmCalls() {
      return readFileSync(join(root, "npm-calls"), "utf8").trim().split("\n");
    },
    setUp(...flags: string[]) {
      const child = spawn(process.execPath, [join(root, "scripts", "setup.mjs"), ...flags], {
        env: { PATH: bin, npm_config_ignore_scripts: "true" },
        stdio: ["ignore", "pipe", "pipe"],
      });
      return finish(child);
    },
  };
  clone.lock({ "": { version: "0.1.0" }, "node_modules/zod": { version: "4.6.7" } });
  clone.requireNode(">=22.19");
  return clone;
}
