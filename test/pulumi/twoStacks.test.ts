import { expect, it } from "vitest";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

const program = (version: number) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (let index = 0; index < 10; index++) {
    exports["ci" + index] = new JenkinsApiToken("ci" + index, { version: ${version} }).tokenValue;
  }
`;

it("two stacks that create and rotate tokens of one user at the same time end with the declared ones", async () => {
  const jenkins = await startJenkins({ saveDelayMs: 50 });
  const stacks = await Promise.all([1, 2].map(() => createStack({ jenkins, program: program(1) })));
  for (const version of [1, 2]) {
    await Promise.all(stacks.map((stack) => stack.write(program(version))));
    await Promise.all(stacks.map((stack) => stack.up()));
    const outputs = await Promise.all(stacks.map((stack) => stack.outputs()));
    const values = outputs.flatMap((values) => Object.values(values));
    expect(new Set(values).size).toBe(20);
    for (const value of values) expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    expect(jenkins.tokens("alice")).toHaveLength(20);
  }
  await Promise.all(stacks.map((stack) => stack.destroy()));
  expect(jenkins.tokens("alice")).toEqual([]);
});
