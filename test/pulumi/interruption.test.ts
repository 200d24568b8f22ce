import { describe, expect, it, vi } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import type { RunningProcess } from "./support/pulumiProcess.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

const program = `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (let index = 0; index < 40; index++) {
    const token = new JenkinsApiToken("ci" + index);
    exports["ci" + index] = token.tokenValue;
  }
`;

describe("an up that is cut off in the middle", () => {
  it("is made good by the next one after a power failure; what it may have orphaned is known by name", async () => {
    const jenkins = await startJenkins({ saveDelayMs: 50 });
    const stack = await createStack({ jenkins, program });
    const cli = stack.start("up");
    await untilInTheMiddle(jenkins, cli);
    // However long it takes to end everything, the up doesn't get to its end before.
    const release = jenkins.holdSaves();
    await cli.kill();
    await cli.finished;
    release();

    await stack.pulumi("cancel", "--yes");
    const interrupted = await stack.state();
    const pending = (interrupted.pending_operations ?? []).map(({ resource }) =>
      resource.urn.split("::").pop(),
    );
    expect(pending).not.toEqual([]);

    expect(await stack.up()).toContain("interrupted while creating");
    await expectAllToWork(jenkins, stack);
    const declared = (await stack.state()).resources.map(({ id }) => id);
    const leftBehind = jenkins.tokens("alice").filter(({ uuid }) => !declared.includes(uuid));
    // The default name of a token is that of its resource, and a suffix.
    expect(pending).toEqual(expect.arrayContaining(leftBehind.map(({ name }) => name.split("-")[0])));

    await stack.refresh("--clear-pending-creates");
    expect((await stack.state()).pending_operations ?? []).toEqual([]);
    await stack.destroy();
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual(leftBehind.map(({ uuid }) => uuid));
  });

  it("ends at Ctrl-C, and is made good by the next one", async () => {
    const jenkins = await startJenkins({ saveDelayMs: 50 });
    const stack = await createStack({ jenkins, program });
    const cli = stack.start("up");
    await untilInTheMiddle(jenkins, cli);
    cli.interrupt();
    const { exitCode } = await cli.finished;
    expect(exitCode).not.toBe(0);

    await stack.up();
    await expectAllToWork(jenkins, stack);
    expect(jenkins.tokens("alice")).toHaveLength(40);
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});

/** Some tokens have been made, and most are still to be. */
async function untilInTheMiddle(jenkins: EmbeddedJenkins, cli: RunningProcess): Promise<void> {
  let hasEnded = false;
  void cli.finished.then(() => {
    hasEnded = true;
  });
  await vi.waitUntil(() => hasEnded || jenkins.tokens("alice").length >= 10, {
    timeout: 300_000,
    interval: 5,
  });
  expect(hasEnded, "up ended before it was interrupted").toBe(false);
}

async function expectAllToWork(jenkins: EmbeddedJenkins, stack: TestStack): Promise<void> {
  const values = Object.values(await stack.outputs());
  expect(values).toHaveLength(40);
  const statuses = await Promise.all(values.map((value) => startBuild(jenkins.url, "alice", value)));
  expect(statuses).toEqual(Array(40).fill(201));
}
