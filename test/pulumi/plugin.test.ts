import { describe, expect, it } from "vitest";
import { createSharedClock } from "../scenarios/support/scenarioClock.ts";
import { actionsOf, startBuild, startJenkins } from "../support/jenkins.ts";
import { declareToken, pluginProject } from "./support/pluginProject.ts";
import { createStack } from "./support/pulumiStack.ts";

/** A program whose token has a consumer: a resource that keeps what it gets, in memory of the state alone. */
const declareWithConsumer = (inputs: string) => `
  const pulumi = require("@pulumi/pulumi");
  const jenkins = require("./jenkins");
  const keeper = { create: async (inputs) => ({ id: "kept", outs: inputs }), update: async (_id, _olds, outs) => ({ outs }) };
  class Consumer extends pulumi.dynamic.Resource {
    constructor(name, inputs) { super(keeper, name, inputs); }
  }
  const token = new jenkins.ApiToken("ci", ${inputs});
  new Consumer("consumer", { uuid: token.tokenUuid, auth: token.authorization, basic: token.basicAuth });
  module.exports = { uuid: token.tokenUuid, value: token.tokenValue };
`;

describe("the packaged provider", () => {
  it("creates a token that works, leaves it alone, rotates it by its version, and revokes it", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({
      jenkins,
      files: pluginProject,
      program: declareToken("{ version: 1 }"),
    });

    expect(await stack.preview()).toMatch(/name : \[unknown\]/);
    await stack.up();
    const first = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", first.value)).toBe(201);
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid: first.uuid, name: first.name }]);
    expect(first.name).toMatch(/^ci-[0-9a-f]{7}$/);

    jenkins.clearRequests();
    expect(await stack.up()).toContain("2 unchanged");
    expect(await stack.refresh()).toContain("2 unchanged");
    expect(actionsOf(jenkins)).toEqual([]);

    await stack.write(declareToken("{ version: 2 }"));
    expect(await stack.preview("--diff")).toMatch(/~ version: 1 => 2/);
    await stack.up();
    const second = await stack.outputs();
    expect(await startBuild(jenkins.url, "alice", second.value)).toBe(201);
    expect(await startBuild(jenkins.url, "alice", first.value)).toBe(401);

    expect(await stack.destroy()).toContain("2 deleted");
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("keeps the old token with an overlap, and revokes it when its time has come", async () => {
    const jenkins = await startJenkins();
    const clock = await createSharedClock();
    const stack = await createStack({
      jenkins,
      files: pluginProject,
      program: declareWithConsumer("{ version: 1, overlapDays: 7 }"),
      environment: clock.environment,
    });
    await stack.up();
    const first = await stack.outputs();
    await stack.write(declareWithConsumer("{ version: 2, overlapDays: 7 }"));
    await stack.up();
    const second = await stack.outputs();
    expect(second.value).not.toBe(first.value);
    for (const { value } of [first, second]) expect(await startBuild(jenkins.url, "alice", value)).toBe(201);

    await clock.set(8);
    expect(await stack.preview("--diff")).toMatch(
      /the previous token is due to be revoked: its overlap ended/,
    );
    await stack.up();
    expect(await startBuild(jenkins.url, "alice", first.value)).toBe(401);
    expect(await startBuild(jenkins.url, "alice", second.value)).toBe(201);
    await stack.destroy();
    await clock.remove();
  });

  it("renames in place: consumers do not change, not even in the preview", async () => {
    const jenkins = await startJenkins();
    const program = (name: string) => declareWithConsumer(`{ tokenName: ${JSON.stringify(name)} }`);
    const stack = await createStack({ jenkins, files: pluginProject, program: program("old") });
    await stack.up();
    await stack.write(program("new"));
    expect(await stack.preview()).toMatch(/1 to update\n\s+2 unchanged/);
    expect(await stack.up()).toMatch(/1 updated\n\s+2 unchanged/);
    expect(jenkins.tokens("alice")).toMatchObject([{ name: "new" }]);
    await stack.destroy();
  });

  it("says in a preview why a token is due, at the resource", async () => {
    const jenkins = await startJenkins();
    const clock = await createSharedClock();
    const stack = await createStack({
      jenkins,
      files: pluginProject,
      program: declareToken("{ rotateAfterDays: 30 }"),
      environment: clock.environment,
    });
    await stack.up();
    await clock.set(31);
    const reason = /The token 'ci-[0-9a-f]{7}' of 'alice' is replaced: it is 31 days old\./;
    expect(await stack.preview()).toMatch(/jenkins:index:ApiToken \(ci\):\s+The token/);
    expect(await stack.preview("--diff")).toMatch(reason);
    await stack.destroy();
    await clock.remove();
  });

  it("does what its plan says", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({
      jenkins,
      files: pluginProject,
      program: declareToken("{ version: 1 }"),
    });
    await stack.preview("--save-plan", "plan.json");
    await stack.up("--plan", "plan.json");
    await stack.write(declareToken("{ version: 2 }"));
    await stack.preview("--save-plan", "plan.json");
    await stack.up("--plan", "plan.json");
    expect(jenkins.tokens("alice")).toHaveLength(1);
    await stack.destroy();
  });

  it("names wrong inputs at the preview, and unknown configuration", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({
      jenkins,
      files: pluginProject,
      program: declareToken("{ overlapdays: 7, version: true }"),
    });
    const printed = await stack.fails("preview");
    expect(printed).toContain("overlapdays: no such input; did you mean overlapDays?");
    expect(printed).toContain("version: must be a number or a string");
  });

  it("warns of configuration that means nothing, and refuses it of a provider in the program", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, files: pluginProject, program: declareToken("{}") });
    await stack.configure({ plain: { "jenkins:insecureSkipTLSVerify": "true" } });
    const warned = await stack.preview();
    expect(warned).toContain(
      "warning: The stack's configuration has jenkins:insecureSkipTLSVerify, which is not used",
    );
    expect(warned).toContain("did you mean jenkins:insecureSkipTlsVerify?");
    expect(warned).toContain("2 to create");
    await stack.write(declareToken("{}", `{ provider: new jenkins.Provider("eu", { usrname: "alice" }) }`));
    expect(await stack.fails("preview")).toContain("usrname: no such input; did you mean username?");
  });
});
