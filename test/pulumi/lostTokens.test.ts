import { expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

// What docs/limits.md says of a controller that has lost all tokens.

const program = `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const name of ["first", "second"]) exports[name] = new JenkinsApiToken(name).tokenValue;
`;

/** Puts a new API token of the web UI into the configuration. */
async function configureNewLogin(jenkins: EmbeddedJenkins, stack: TestStack): Promise<void> {
  const { tokenValue } = jenkins.generateToken("alice", "the provider's login");
  await stack.configure({
    plain: { "jenkins:url": jenkins.url, "jenkins:username": "alice" },
    secret: { "jenkins:apiToken": tokenValue },
  });
}

it("a controller that has lost all tokens gets them back as the error and the docs say", async () => {
  const jenkins = await startJenkins();
  const stack = await createStack({ program });
  await configureNewLogin(jenkins, stack);
  await stack.up();
  jenkins.loseTokens();

  expect(await stack.up("--refresh")).toMatch(
    /web UI.*configuration.*`pulumi up`, then `pulumi up --refresh`/,
  );

  await configureNewLogin(jenkins, stack);
  await stack.up();
  await stack.up("--refresh");
  const values = Object.values(await stack.outputs<Record<string, string>>());
  const statuses = await Promise.all(values.map((value) => startBuild(jenkins.url, "alice", value)));
  expect(statuses).toEqual([201, 201]);
  expect(jenkins.tokens("alice")).toHaveLength(3);
});
