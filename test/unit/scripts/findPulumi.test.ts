import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addPulumi, addScript, fakeMachine, namesIn, PINNED_VERSION } from "./fakeMachine.ts";

test("takes the pulumi on the PATH when it is recent enough", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "3.222.0");

  const { exitCode, stdout, stderr } = await machine.run();

  expect({ exitCode, stdout, stderr }).toEqual({
    exitCode: 0,
    stdout: `Pulumi 3.222.0: ${join(machine.bin, "pulumi")}\n`,
    stderr: "",
  });
});

test("follows a link on the PATH to the folder that holds the other tools", async () => {
  const machine = fakeMachine();
  addPulumi(machine.at("pulumi", "bin"), "3.222.0");
  symlinkSync(machine.at("pulumi", "bin", "pulumi"), join(machine.bin, "pulumi"));

  const { stdout } = await machine.run("--print-path");

  expect(stdout).toBe(`${machine.at("pulumi", "bin")}\n`);
});

test("passes over an old one and says so", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "3.199.9");
  addPulumi(machine.cachedBin, PINNED_VERSION);

  const { exitCode, stdout, stderr } = await machine.run("--print-path");

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${machine.cachedBin}\n` });
  expect(stderr).toContain(
    `${join(machine.bin, "pulumi")} is version 3.199.9, and this project works with >=3.200.0 <4.`,
  );
});

test("passes over one of a major version that the SDK does not work with", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "4.0.0");
  addPulumi(machine.cachedBin, PINNED_VERSION);

  const { stdout, stderr } = await machine.run("--print-path");

  expect(stdout).toBe(`${machine.cachedBin}\n`);
  expect(stderr).toContain("is version 4.0.0, and this project works with >=3.200.0 <4.");
});

test("passes over one without a Node.js language host", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "3.222.0");
  rmSync(join(machine.bin, "pulumi-language-nodejs"));
  addPulumi(machine.cachedBin, PINNED_VERSION);

  const { stdout, stderr } = await machine.run("--print-path");

  expect(stdout).toBe(`${machine.cachedBin}\n`);
  expect(stderr).toContain(`${machine.bin} has no executable pulumi-language-nodejs.`);
});

test("passes over one whose language host does not start", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "3.222.0");
  addScript(machine.bin, "pulumi-language-nodejs", "echo cannot execute >&2; exit 126");
  addPulumi(machine.cachedBin, PINNED_VERSION);

  const { stdout, stderr } = await machine.run("--print-path");

  expect(stdout).toBe(`${machine.cachedBin}\n`);
  expect(stderr).toContain("cannot execute");
});

test("says nothing when it is asked to be quiet and there is nothing to do", async () => {
  const machine = fakeMachine();
  addPulumi(machine.cachedBin, PINNED_VERSION);

  expect(await machine.run("--quiet")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

test("names every method and why it did not work when none does", async () => {
  const machine = fakeMachine();
  addScript(machine.bin, "curl", "echo 'curl: (7) Failed to connect' >&2; exit 7");

  const { exitCode, stdout, stderr } = await machine.run();

  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  expect(stderr).toContain("No Pulumi CLI could be found or installed.");
  expect(stderr).toContain("the pulumi on the PATH: there is none.");
  expect(stderr).toContain("the Pulumi CLI in our cache: nothing in");
  expect(stderr).toMatch(/the official installer: .*\n.*Failed to connect/);
  expect(stderr).toContain("a build from Go modules: Go is not on the PATH.");
  expect(stderr).toContain("https://www.pulumi.com/docs/install/");
});

test("refuses an option that it does not know", async () => {
  const machine = fakeMachine();

  const { exitCode, stderr } = await machine.run("--print-paths");

  expect(exitCode).toBe(2);
  expect(stderr).toContain("Unknown option '--print-paths'");
});

test("leaves nothing in the home folder", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "3.222.0");
  addScript(
    machine.bin,
    "pulumi",
    `PATH=/usr/bin:/bin; mkdir -p "\${PULUMI_HOME:-$HOME/.pulumi}/logs"; echo v3.222.0`,
  );

  await machine.run();

  expect(namesIn(machine.home)).toEqual([]);
});
