import { expect, it } from "vitest";
import { pluginProject } from "../pulumi/support/pluginProject.ts";
import { createStack } from "../pulumi/support/pulumiStack.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { declareTokens } from "./declareTokens.ts";
import { sized } from "./size.ts";

const names = ["one", "two", "three", "four", "five"];

it("four stacks of both front ends, at work on one user at the same time, end with the declared tokens", async () => {
  const rounds = sized(1, 5);
  const jenkins = await startJenkins({ saveDelayMs: 20 });
  const frontEnds = ["dynamic", "packaged", "dynamic", "packaged"] as const;
  const stacks = await Promise.all(
    frontEnds.map(async (frontEnd) => ({
      frontEnd,
      stack: await createStack({ jenkins, files: pluginProject }),
    })),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const version of [1, 2]) {
      const outputs = await Promise.all(
        stacks.map(async ({ frontEnd, stack }) => {
          await stack.write(declareTokens(frontEnd, names, version));
          await stack.up();
          return stack.outputs();
        }),
      );
      const values = outputs.flatMap((each) => Object.values(each));
      expect(new Set(values).size).toBe(4 * names.length);
      for (const value of values) expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
      expect(jenkins.tokens("alice")).toHaveLength(4 * names.length);
    }
    await Promise.all(stacks.map(({ stack }) => stack.destroy()));
    expect(jenkins.tokens("alice")).toEqual([]);
  }
  console.log(
    `endurance: four processes on one user: ${rounds * 12} commands, ${rounds * 8 * names.length} tokens`,
  );
});
