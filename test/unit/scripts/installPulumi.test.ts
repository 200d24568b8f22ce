import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { ensurePulumi } from "../../../scripts/pulumi-cli/ensurePulumi.ts";
import { officialInstallerRunBy } from "../../../scripts/pulumi-cli/officialInstaller.ts";
import { fakeMachine, PINNED_VERSION } from "./fakeMachine.ts";

test("installs with the official installer", async () => {
  const machine = await fakeMachine();
  machine.addPulumi(machine.at("download"), PINNED_VERSION);
  writeFileSync(
    machine.at("installer.mjs"),
    `import { cpSync } from "node:fs";
     const [version, root] = process.argv.slice(2);
     if (version !== "${PINNED_VERSION}") throw new Error(version);
     cpSync("${machine.at("download")}", root + "/bin", { recursive: true });`,
  );

  const lines: string[] = [];
  const installation = await ensurePulumi({
    log: (line) => lines.push(line),
    environment: machine.environment,
    strategies: [officialInstallerRunBy(machine.at("installer.mjs"))],
  });

  expect(installation).toEqual({
    command: join(machine.cachedBin, "pulumi"),
    binDirectory: machine.cachedBin,
    version: PINNED_VERSION,
  });
  expect(lines).toEqual([expect.stringContaining(`Installing Pulumi ${PINNED_VERSION}`)]);
  expect((await machine.run("--print-path")).stdout).toBe(`${machine.cachedBin}\n`);
});

test("builds from Go modules when the official installer cannot be reached", async () => {
  const machine = await fakeMachine();
  machine.addGo();

  const { exitCode, stdout, stderr } = await machine.run("--print-path");

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${machine.cachedBin}\n` });
  expect(stderr).toMatch(
    /That did not work: Failed to download .*\nBuilding the Pulumi CLI .* 6 to 12 minutes/,
  );
  expect(await machine.list(machine.cachedBin)).toEqual([
    "pulumi",
    "pulumi-language-nodejs",
    "pulumi-resource-pulumi-nodejs",
  ]);
});

test("builds with pinned modules only", async () => {
  const machine = await fakeMachine();
  machine.addGo();

  await machine.run();

  const builds = machine.goCalls.filter((call) => call.startsWith("build "));
  expect(builds).toEqual([
    expect.stringMatching(/-mod=readonly .*version\.Version=3\.250\.0 .*pkg\/v3\/cmd\/pulumi /),
    expect.stringMatching(/-mod=readonly .*version\.Version=3\.66\.0 .*cmd\/pulumi-language-nodejs /),
  ]);
});

test("keeps nothing but the CLI on a machine that does not work with Go", async () => {
  const machine = await fakeMachine();
  machine.addGo();

  await machine.run();

  expect(machine.goCalls[0]).toContain(`GOPATH=${dirname(dirname(machine.cachedBin))}`);
  expect(await machine.list(machine.home)).toEqual([]);
  expect(await machine.list(machine.cache)).toEqual(["pulumi-jenkins-api-token"]);
  expect(await machine.list(dirname(dirname(machine.cachedBin)))).toEqual([`pulumi-${PINNED_VERSION}`]);
});

test("uses the caches of somebody who works with Go", async () => {
  const machine = await fakeMachine();
  machine.addGo();
  mkdirSync(join(machine.home, "go"));
  mkdirSync(join(machine.home, "Library", "Caches", "go-build"), { recursive: true });
  mkdirSync(join(machine.cache, "go-build"));

  await machine.run();

  expect(machine.goCalls[0]).toMatch(/ GOPATH= GOCACHE=$/);
});

test("leaves no half-made cache when the build is interrupted", async () => {
  const machine = await fakeMachine();
  machine.addGo();
  const gate = await machine.closeGate();
  const building = machine.start();
  const waiting = await gate.reached();

  building.child.kill("SIGTERM");
  const { exitCode, stdout } = await building.outcome;
  await waiting.open();

  expect({ exitCode, stdout }).toEqual({ exitCode: 128 + 15, stdout: "" });
  expect(await machine.list(dirname(dirname(machine.cachedBin)))).toEqual([]);
});

test("starts afresh after a build that was killed", async () => {
  const machine = await fakeMachine();
  machine.addGo();
  const gate = await machine.closeGate();
  const building = machine.start();
  const waiting = await gate.reached();
  building.child.kill("SIGKILL");
  await building.outcome;
  await waiting.open();
  const lock = `${dirname(machine.cachedBin)}.lock`;
  utimesSync(lock, new Date(0), new Date(0));

  const { exitCode, stdout } = await machine.run("--print-path");

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${machine.cachedBin}\n` });
  expect(await machine.list(dirname(dirname(machine.cachedBin)))).toEqual([`pulumi-${PINNED_VERSION}`]);
});

test("two at once build only once", async () => {
  const machine = await fakeMachine();
  machine.addGo();
  const gate = await machine.closeGate();
  const first = machine.start("--print-path");
  const waiting = await gate.reached();

  const second = machine.start("--print-path");
  await second.says("Another process is installing the Pulumi CLI; waiting for it.");
  await waiting.open();

  const outcomes = await Promise.all([first.outcome, second.outcome]);
  expect(outcomes.map(({ stdout }) => stdout)).toEqual([`${machine.cachedBin}\n`, `${machine.cachedBin}\n`]);
  const engineBuilds = machine.goCalls.filter((call) => /^build .*pkg\/v3\/cmd\/pulumi /.test(call));
  expect(engineBuilds).toHaveLength(1);
});

test("replaces a cached CLI that does not run any more", async () => {
  const machine = await fakeMachine();
  machine.addGo();
  machine.addPulumi(machine.cachedBin, "no version");

  const { exitCode, stdout, stderr } = await machine.run();

  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: `Pulumi ${PINNED_VERSION}: ${join(machine.cachedBin, "pulumi")}\n`,
  });
  expect(stderr).toContain("Passing over the Pulumi CLI in our cache");
});

test("shows what Go said when a build fails", async () => {
  const machine = await fakeMachine();
  machine.addFailingGo("go: cannot find GOROOT directory");

  const { exitCode, stderr } = await machine.run();

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/a build from Go modules: go ended with 2\.\n\s+go: cannot find GOROOT directory/);
  expect(await machine.list(dirname(dirname(machine.cachedBin)))).toEqual([]);
});
