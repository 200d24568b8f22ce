import { describe, expect, it } from "vitest";
import { actionsOf, startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

const declare = (name: string, inputs: object) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const token = new JenkinsApiToken("${name}", ${JSON.stringify(inputs)});
  module.exports = { urn: token.urn, uuid: token.tokenUuid, name: token.tokenName, value: token.tokenValue };
`;

describe("a token of the web UI", () => {
  it("is adopted, handed on to a resource of another name, left alone, renamed, rotated and revoked", async () => {
    const jenkins = await startJenkins();
    const adopt = jenkins.generateToken("alice", "clicked together");
    const stack = await createStack({ jenkins, program: declare("ci", { adopt }) });
    await stack.up();
    expect(await stack.outputs()).toMatchObject({
      uuid: adopt.tokenUuid,
      value: adopt.tokenValue,
      name: "clicked together",
    });
    expect(actionsOf(jenkins)).toEqual([]);

    await stack.write(declare("deploy", { adopt }));
    expect(await stack.up()).toMatch(/1 created[\s\S]*1 deleted/);
    expect(await startBuild(jenkins.url, "alice", adopt.tokenValue)).toBe(201);
    await stack.write(declare("deploy", {}));
    expect(await stack.up("--expect-no-changes")).toContain("2 unchanged");
    await stack.write(declare("deploy", { adopt, tokenName: "deploy" }));
    expect(await stack.up()).toContain("1 updated");
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: adopt.tokenUuid, name: "deploy" }]);

    const { urn = "" } = await stack.outputs();
    await stack.write(declare("deploy", { adopt }));
    expect(await stack.up("--replace", urn)).toContain("1 replaced");
    expect(await startBuild(jenkins.url, "alice", adopt.tokenValue)).toBe(201);
    await stack.write(declare("deploy", { adopt, version: 2 }));
    expect(await stack.up()).toContain("1 replaced");
    const rotated = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", adopt.tokenValue)).toBe(401);
    expect(await startBuild(jenkins.url, "alice", rotated.value)).toBe(201);
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: rotated.uuid, name: "deploy" }]);
    expect(await stack.up("--expect-no-changes")).toContain("2 unchanged");

    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });
});
