import { describe, expect, it } from "vitest";
import { actionsOf, startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack } from "./support/pulumiStack.ts";

/** A program that declares one token, and outputs it. */
const declare = (inputs: string) => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const token = new JenkinsApiToken("ci", ${inputs});
  module.exports = { uuid: token.tokenUuid, name: token.tokenName, value: token.tokenValue };
`;

/** A program that declares one token, and a resource that starts a build with it whenever the token changes. */
const declareWithConsumer = (inputs: string) => `
  const pulumi = require("@pulumi/pulumi");
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  async function build({ url, authorization }) {
    const response = await fetch(url + "/job/testJob/build", { method: "POST", headers: { authorization } });
    if (response.status !== 201) throw new Error("The consumer's build was refused: " + response.status);
  }
  const builder = {
    async create(inputs) { await build(inputs); return { id: "consumer", outs: inputs }; },
    async update(_id, _olds, inputs) { await build(inputs); return { outs: inputs }; },
  };
  class Consumer extends pulumi.dynamic.Resource {
    constructor(name, inputs) { super(builder, name, inputs); }
  }
  const token = new JenkinsApiToken("ci", ${inputs});
  new Consumer("consumer", { url: token.url, authorization: token.authorization });
  module.exports = { uuid: token.tokenUuid, value: token.tokenValue };
`;

describe("the lifecycle of a token", () => {
  it("is created by up, starts builds, is left alone by the next up, and ends with destroy", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: declare("{}") });

    await stack.up();
    const { uuid, name, value } = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
    expect(jenkins.builds("testJob")).toMatchObject([{ startedBy: "alice" }]);
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid, name }]);
    expect(name).toMatch(/^ci-[0-9a-f]{7}$/);

    jenkins.clearRequests();
    expect(await stack.up()).toContain("2 unchanged");
    expect(actionsOf(jenkins)).toEqual([]);

    expect(await stack.destroy()).toContain("2 deleted");
    expect(jenkins.tokens("alice")).toEqual([]);
    expect(await startBuild(jenkins.url, "alice", value)).toBe(401);
    await stack.destroy();
  });

  it("gives a new version a new token, and revokes the old one when its consumers have the new one", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: declareWithConsumer("{ version: 1 }") });
    await stack.up();
    const first = await stack.outputs();

    await stack.write(declareWithConsumer("{ version: 2 }"));
    expect(await stack.preview()).toContain("1 to replace");
    jenkins.clearRequests();
    const output = await stack.up();
    const second = await stack.outputs();

    expect(output).toContain("1 replaced");
    expect(actionsOf(jenkins)).toEqual(["generateNewToken", "build", "revoke"]);
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([second.uuid]);
    expect(await startBuild(jenkins.url, "alice", first.value)).toBe(401);
    expect(await startBuild(jenkins.url, "alice", second.value)).toBe(201);
  });

  it("keeps UUID and value through a new name, and gets its name back after a change in the web UI", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: declare('{ tokenName: "first" }') });
    await stack.up();
    const first = await stack.outputs();

    await stack.write(declare('{ tokenName: "second" }'));
    expect(await stack.up()).toContain("1 updated");
    expect(await stack.outputs()).toEqual({ ...first, name: "second" });
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: first.uuid, name: "second" }]);

    jenkins.renameToken("alice", first.uuid ?? "", "clicked together");
    expect(await stack.refresh("--diff")).toContain('"clicked together"');
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: first.uuid, name: "clicked together" }]);
    expect(await stack.up()).toContain("1 updated");
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: first.uuid, name: "second" }]);
    expect(await startBuild(jenkins.url, "alice", first.value)).toBe(201);
  });

  it("is created anew after it was revoked behind Pulumi's back and refresh has seen it", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: declare("{}") });
    await stack.up();
    const first = await stack.outputs();

    jenkins.revokeToken("alice", first.uuid ?? "");
    expect(await stack.refresh()).toContain("1 deleted");
    expect(await stack.up()).toContain("1 created");
    const second = await stack.outputs();
    expect(second.uuid).not.toBe(first.uuid);
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: second.uuid }]);
    expect(await startBuild(jenkins.url, "alice", second.value)).toBe(201);
  });
});
