import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, utimesSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { addPulumi, addScript, fakeMachine, namesIn, PINNED_VERSION } from "./fakeMachine.ts";

test("installs with the official installer", async () => {
  const machine = fakeMachine();
  addPulumi(machine.at("download"), PINNED_VERSION);
  addScript(
    machine.at(),
    "install.sh",
    `[ "$1 $2 $4 $5" = "--no-edit-path --install-root --version ${PINNED_VERSION}" ] || exit 2
     PATH=/usr/bin:/bin; mkdir -p "$3"; cp -R '${machine.at("download")}/.' "$3/bin"; touch "$TMPDIR/archive"`,
  );
  const curl = `while [ "$1" != --output ]; do shift; done; /bin/cp '${machine.at("install.sh")}' "$2"`;
  addScript(machine.bin, "curl", curl);

  const { exitCode, stdout, stderr } = await machine.run();

  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `Pulumi ${PINNED_VERSION}: ${join(machine.cachedBin, "pulumi")}\n`,
  });
  expect(stderr).toMatch(new RegExp(`^Installing Pulumi ${PINNED_VERSION} .*\n$`));
  expect(namesIn(machine.ownCache)).toEqual([`pulumi-${PINNED_VERSION}`]);
  expect((await machine.run("--quiet")).stderr).toBe("");
});

test("builds from Go modules when the official installer cannot be reached", async () => {
  const machine = fakeMachine();
  addScript(machine.bin, "curl", "echo 'curl: (7) Failed to connect' >&2; exit 7");
  machine.addGo();

  const { exitCode, stdout, stderr } = await machine.run("--print-path");

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${machine.cachedBin}\n` });
  expect(stderr).toMatch(
    /Passing over the official installer: curl: \(7\) Failed to connect\nBuilding the Pulumi CLI .* 6 to 12 minutes/,
  );
  expect(namesIn(machine.cachedBin)).toEqual([
    "pulumi",
    "pulumi-language-nodejs",
    "pulumi-resource-pulumi-nodejs",
  ]);
});

test("builds with pinned modules only", async () => {
  const machine = fakeMachine();
  machine.addGo();

  await machine.run();

  const builds = machine.builds();
  expect(builds).toEqual([
    expect.stringMatching(/version\.Version=3\.250\.0 .*pkg\/v3\/cmd\/pulumi GOFLAGS=-mod=readonly /),
    expect.stringMatching(/version\.Version=3\.66\.0 .*cmd\/pulumi-language-nodejs GOFLAGS=-mod=readonly /),
  ]);
});

test("keeps nothing but the CLI on a machine that does not work with Go", async () => {
  const machine = fakeMachine();
  machine.addGo();

  await machine.run();

  expect(machine.builds()[0]).toContain(`GOPATH=${machine.ownCache}`);
  expect(namesIn(machine.home)).toEqual([]);
  expect(namesIn(machine.cache)).toEqual(["pulumi-jenkins-api-token"]);
  expect(namesIn(machine.ownCache)).toEqual([`pulumi-${PINNED_VERSION}`]);
});

test("uses the caches of somebody who works with Go", async () => {
  const machine = fakeMachine();
  machine.addGo();
  mkdirSync(join(machine.home, "go"));
  mkdirSync(join(machine.home, "Library", "Caches", "go-build"), { recursive: true });
  mkdirSync(join(machine.cache, "go-build"));

  await machine.run();

  expect(machine.builds()[0]).toMatch(/ GOPATH= GOCACHE=$/);
});

test("leaves no half-made cache when the build is interrupted", async () => {
  const machine = fakeMachine();
  machine.addGo();
  const held = holdBuild(machine);
  const building = machine.start();
  const release = await held;

  building.child.kill("SIGTERM");
  const { exitCode, stdout } = await building.outcome;
  await release();

  expect({ exitCode, stdout }).toEqual({ exitCode: 128 + 15, stdout: "" });
  expect(namesIn(machine.ownCache)).toEqual([]);
});

test("starts afresh after a build that was killed", async () => {
  const machine = fakeMachine();
  machine.addGo();
  const held = holdBuild(machine);
  const building = machine.start();
  const release = await held;
  building.child.kill("SIGKILL");
  await building.outcome;
  await release();
  const lock = `${dirname(machine.cachedBin)}.lock`;
  utimesSync(lock, new Date(0), new Date(0));

  const { exitCode, stdout } = await machine.run("--print-path");

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${machine.cachedBin}\n` });
  expect(namesIn(machine.ownCache)).toEqual([`pulumi-${PINNED_VERSION}`]);
});

test("two at once build only once", async () => {
  const machine = fakeMachine();
  machine.addGo();
  const held = holdBuild(machine);
  const first = machine.start("--print-path");
  const release = await held;

  const second = machine.start("--print-path");
  const [printed] = await once(second.child.stderr, "data");
  expect(String(printed)).toBe("Another process is installing the Pulumi CLI; waiting for it.\n");
  await release();

  const outcomes = await Promise.all([first.outcome, second.outcome]);
  expect(outcomes.map(({ stdout }) => stdout)).toEqual([`${machine.cachedBin}\n`, `${machine.cachedBin}\n`]);
  const engineBuilds = machine.builds().filter((call) => /^build .*pkg\/v3\/cmd\/pulumi /.test(call));
  expect(engineBuilds).toHaveLength(1);
});

test("replaces a cached CLI that does not run any more", async () => {
  const machine = fakeMachine();
  machine.addGo();
  addPulumi(machine.cachedBin, "no version");

  const { exitCode, stdout, stderr } = await machine.run();

  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `Pulumi ${PINNED_VERSION}: ${join(machine.cachedBin, "pulumi")}\n`,
  });
  expect(stderr).toContain("Passing over the Pulumi CLI in our cache");
});

test("shows what Go said when a build fails", async () => {
  const machine = fakeMachine();
  addScript(machine.bin, "go", "echo 'go: cannot find GOROOT directory' >&2; exit 2");

  const { exitCode, stderr } = await machine.run();

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/a build from Go modules: go ended with 2\.\n\s+go: cannot find GOROOT directory/);
  expect(namesIn(machine.ownCache)).toEqual([]);
});

/** From now on `go build` waits. Resolves when one does, to the function that lets it continue. */
async function holdBuild({ gate }: ReturnType<typeof fakeMachine>) {
  execFileSync("mkfifo", [gate]);
  const writer = await open(gate, "w");
  return () => {
    rmSync(gate);
    return writer.close();
  };
}
