import { expect, it } from "vitest";
import { actionsOf, startBuild, startJenkins } from "../support/jenkins.ts";
import { declareToken, pluginProject } from "./support/pluginProject.ts";
import { createStack } from "./support/pulumiStack.ts";

/** The same token as the dynamic resource declares it; `aliases` lead back from the packaged one. */
const declareDynamic = (inputs: string) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const token = new JenkinsApiToken("ci", ${inputs}, { aliases: [{ type: "jenkins:index:ApiToken" }] });
  module.exports = { uuid: token.tokenUuid, name: token.tokenName, value: token.tokenValue, auth: token.authorization };
`;

it("a stack moves to the packaged provider and back: no request changes a token", async () => {
  const jenkins = await startJenkins();
  const inputs = `{ version: 1, triggers: { a: "b" } }`;
  const stack = await createStack({ jenkins, files: pluginProject, program: declareDynamic(inputs) });
  await stack.up();
  const dynamic = await stack.outputs();
  jenkins.clearRequests();

  // The state of the dynamic resource does not hold authorization and basicAuth: an update adds them.
  await stack.write(declareToken(inputs));
  expect(await stack.up()).toMatch(/1 updated\n\s+1 unchanged/);
  expect(jenkins.requests).toEqual([]);
  expect(await stack.outputs()).toEqual(dynamic);
  expect(await stack.up()).toContain("2 unchanged");
  expect(await stack.refresh()).toContain("2 unchanged");

  // The state of the packaged one does not hold the serialized provider: an update adds it.
  jenkins.clearRequests();
  await stack.write(declareDynamic(inputs));
  expect(await stack.up()).toMatch(/1 updated\n\s+1 unchanged/);
  expect(jenkins.requests).toEqual([]);
  expect(await stack.outputs()).toEqual(dynamic);
  expect(await stack.up()).toContain("2 unchanged");
  expect(await stack.refresh()).toContain("2 unchanged");
  expect(actionsOf(jenkins)).toEqual([]);

  await stack.write(declareDynamic(`{ version: 2, triggers: { a: "b" } }`));
  await stack.up();
  expect(await startBuild(jenkins.url, "alice", dynamic.value)).toBe(401);
  await stack.destroy();
  expect(jenkins.tokens("alice")).toEqual([]);
});

it("an adopted token with an overlap and a connection of its own moves to an explicit provider", async () => {
  const jenkins = await startJenkins();
  const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "by hand");
  const inputs = (version: number) => `{
    version: ${version}, overlapDays: 7, username: "alice",
    adopt: { tokenUuid: "${tokenUuid}", tokenValue: process.env.ADOPTED },
    connection: { url: ${JSON.stringify(jenkins.url)}, username: "alice", password: "alice-pw" },
  }`;
  const environment = { ADOPTED: tokenValue };
  const stack = await createStack({ environment, files: pluginProject, program: declareDynamic(inputs(1)) });
  await stack.up();
  await stack.write(declareDynamic(inputs(2)));
  await stack.up();
  const dynamic = await stack.outputs();
  const tokens = jenkins.tokens("alice");
  expect(tokens).toHaveLength(2);
  jenkins.clearRequests();

  const provider = `{ provider: new jenkins.Provider("own", { url: ${JSON.stringify(jenkins.url)} }) }`;
  await stack.write(declareToken(inputs(2), provider));
  await stack.up();
  expect(await stack.outputs()).toEqual(dynamic);
  expect(jenkins.requests).toEqual([]);
  expect(jenkins.tokens("alice")).toEqual(tokens);
  await stack.destroy();
  expect(jenkins.tokens("alice")).toEqual([]);
});
