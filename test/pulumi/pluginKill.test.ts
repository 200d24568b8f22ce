import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { pluginProject } from "./support/pluginProject.ts";
import type { RunningProcess } from "./support/pulumiProcess.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

const program = (names: readonly string[]) => `
  const jenkins = require("./jenkins");
  let before = [];
  for (const name of ${JSON.stringify(names)}) {
    const token = new jenkins.ApiToken(name, { tokenName: name }, { dependsOn: before });
    before = [token];
    exports[name] = token.tokenValue;
  }
`;

/** Waits until something holds, as long as the slowest machine takes. */
const until = (holds: () => boolean | Promise<boolean>) =>
  vi.waitUntil(holds, { timeout: 300_000, interval: 20 });

/** The process of the plugin that a CLI has started. */
async function pluginOf(cli: RunningProcess): Promise<number> {
  let plugin: number | undefined;
  await until(async () => {
    for (const pid of await cli.descendants()) {
      const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
      if (command.includes("plugin/main.js")) plugin = pid;
    }
    return plugin !== undefined;
  });
  return plugin ?? 0;
}

describe.runIf(existsSync("/proc/self/cmdline"))("a CLI that is killed", () => {
  it("leaves a plugin that revokes what nobody has received, keeps what is in the state, and ends", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, files: pluginProject, program: program(["first", "second"]) });
    const release = await holdSecondToken(jenkins, stack);
    const { cli, plugin } = release;
    cli.killAlone();
    await cli.finished;
    release.go();
    await until(() => !existsSync(`/proc/${plugin}`));
    expect(jenkins.tokens("alice").map(({ name }) => name)).toEqual(["first"]);

    await stack.pulumi("cancel", "--yes");
    await stack.up();
    expect(jenkins.tokens("alice").map(({ name }) => name)).toEqual(["first", "second"]);
    for (const value of Object.values(await stack.outputs())) {
      expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    }
  });
});

describe.runIf(existsSync("/proc/self/cmdline"))("a plugin that gets SIGTERM", () => {
  it("finishes what it creates, and the result reaches the state", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, files: pluginProject, program: program(["first", "second"]) });
    const { cli, plugin, go } = await holdSecondToken(jenkins, stack);
    process.kill(plugin, "SIGTERM");
    go();
    await cli.finished;
    await until(() => !existsSync(`/proc/${plugin}`));
    const held = (await stack.state()).resources.map(({ outputs }) => outputs?.tokenUuid).filter(Boolean);
    expect(held.toSorted()).toEqual(
      jenkins
        .tokens("alice")
        .map(({ uuid }) => uuid)
        .toSorted(),
    );
    expect(held).toHaveLength(2);
    await stack.up();
    expect(jenkins.tokens("alice")).toHaveLength(2);
    await stack.destroy();
  });
});

/** Starts an up whose first token is in the state, and whose second one Jenkins is just creating. */
async function holdSecondToken(jenkins: EmbeddedJenkins, stack: TestStack) {
  const cli = stack.start("up");
  let go = () => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const fault = jenkins.faults.add({
    kind: "latency",
    until: held,
    when: "afterEffect",
    path: /generateNewToken$/,
    nth: 2,
  });
  await until(() => fault.injections === 1 && jenkins.tokens("alice").length === 2);
  return { cli, plugin: await pluginOf(cli), go };
}
