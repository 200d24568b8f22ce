import { statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { addPulumi, addScript, fakeMachine, namesIn, PINNED_VERSION } from "./fakeMachine.ts";

const cli = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];

test("builds language hosts beside the CLI in the cache, which stays as it is", async () => {
  const machine = fakeMachine();
  machine.addGo();
  addPulumi(machine.cachedBin, PINNED_VERSION);
  writeFileSync(join(machine.cachedBin, "in-use"), "");

  const { exitCode, stdout } = await machine.run("--print-path", "--with", "yaml,python,go");

  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${machine.cachedBin}\n` });
  expect(namesIn(machine.cachedBin)).toEqual([
    "in-use",
    "pulumi",
    "pulumi-language-go",
    "pulumi-language-nodejs",
    "pulumi-language-python",
    "pulumi-language-python-exec",
    "pulumi-language-yaml",
    "pulumi-resource-pulumi-nodejs",
  ]);
  expect(namesIn(machine.ownCache)).toEqual([`pulumi-${PINNED_VERSION}`]);
  expect(statSync(join(machine.cachedBin, "pulumi-language-python-exec")).mode & 0o777).toBe(0o755);
});

test("builds only what was asked for, and only once", async () => {
  const machine = fakeMachine();
  machine.addGo();
  addPulumi(machine.cachedBin, PINNED_VERSION);

  await machine.run("--with", "yaml");
  const again = await machine.run("--quiet", "--with", "yaml");

  expect(again).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  expect(machine.builds()).toEqual([
    expect.stringMatching(/pulumi-yaml\/cmd\/pulumi-language-yaml GOFLAGS=-mod=readonly/),
  ]);
});

test("builds the language hosts together with the CLI, so that modules are downloaded and compiled once", async () => {
  const machine = fakeMachine();
  machine.addGo();

  const { exitCode } = await machine.run("--with", "go");

  expect(exitCode).toBe(0);
  expect(namesIn(machine.cachedBin)).toEqual([...cli, "pulumi-language-go"].toSorted());
  const builds = machine.builds();
  expect(new Set(builds.map((call) => / GOPATH=(\S+)/.exec(call)?.[1])).size).toBe(1);
});

test("takes the language hosts that came with the pulumi on the PATH", async () => {
  const machine = fakeMachine();
  addPulumi(machine.at("pulumi", "bin"), "3.222.0");
  symlinkSync(machine.at("pulumi", "bin", "pulumi"), join(machine.bin, "pulumi"));
  addScript(machine.at("pulumi", "bin"), "pulumi-language-yaml", "exit 0");

  const { exitCode, stderr } = await machine.run("--with", "yaml");

  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
});

test("names the language host that can't be built, and what to install", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "3.222.0");

  const { exitCode, stderr } = await machine.run("--with", "yaml");

  expect(exitCode).toBe(1);
  expect(stderr).toContain("There is no pulumi-language-yaml on this machine, and no Go on the PATH");
  expect(stderr).toContain("https://www.pulumi.com/docs/install/");
});

test("`usable` leaves out languages whose runtime is missing", async () => {
  const machine = fakeMachine();
  machine.addGo();
  addPulumi(machine.cachedBin, PINNED_VERSION);

  await machine.run("--with", "usable");

  expect(namesIn(machine.cachedBin)).toEqual([
    ...cli.slice(0, 1),
    "pulumi-language-go",
    "pulumi-language-nodejs",
    "pulumi-language-yaml",
    "pulumi-resource-pulumi-nodejs",
    expect.stringMatching(/^sdk-generator-[0-9a-f]{8}$/),
  ]);
});

test("`usable` wants nothing where nothing can be built", async () => {
  const machine = fakeMachine();
  addPulumi(machine.bin, "3.222.0");

  expect(await machine.run("--quiet", "--with", "usable")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
});

test("rejects a tool that it does not know", async () => {
  const machine = fakeMachine();

  const { exitCode, stderr } = await machine.run("--with", "cobol");

  expect(exitCode).toBe(1);
  expect(stderr).toBe('--with knows no "cobol", only yaml, python, go, sdk-generator and usable.\n');
});
