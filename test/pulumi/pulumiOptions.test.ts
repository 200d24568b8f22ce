import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { actionsOf, startBuild, startJenkins } from "../support/jenkins.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

// What docs/pulumi-options.md says, row by row.

/** A token, and a resource that keeps its value: `uses` is what that resource has, `value` is today's. */
const program = (inputs: string, options = "{}", beginning = "") => `
  const pulumi = require("@pulumi/pulumi");
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const keeper = {
    async create(inputs) { return { id: "consumer", outs: inputs }; },
    async update(_id, _olds, inputs) { return { outs: inputs }; },
  };
  class Consumer extends pulumi.dynamic.Resource {
    constructor(name, inputs, options) { super(keeper, name, inputs, options); }
  }
  ${beginning}
  const token = new JenkinsApiToken("ci", ${inputs}, ${options});
  const consumer = new Consumer("consumer", { value: token.tokenValue });
  module.exports = { uuid: token.tokenUuid, name: token.tokenName, value: token.tokenValue, urn: token.urn, uses: consumer.value };
`;

interface Outputs {
  readonly uuid: string;
  readonly name: string;
  readonly value: string;
  readonly urn: string;
  readonly uses: string;
}

/** A stack that is up, with the outputs of that up. */
async function start(text: string): Promise<{ jenkins: EmbeddedJenkins; stack: TestStack; first: Outputs }> {
  const jenkins = await startJenkins();
  const stack = await createStack({ jenkins, program: text });
  await stack.up();
  return { jenkins, stack, first: await stack.outputs() };
}

const works = async ({ url }: EmbeddedJenkins, value: string) =>
  (await startBuild(url, "alice", value)) === 201;

describe("protect", () => {
  it("blocks a rotation that replaces, and lets one with overlapDays through", async () => {
    const { jenkins, stack, first } = await start(program("{ version: 1 }", "{ protect: true }"));
    await stack.write(program("{ version: 2 }", "{ protect: true }"));
    expect(await stack.fails("up")).toContain("protect");
    expect(await works(jenkins, first.value)).toBe(true);

    await stack.write(program("{ version: 2, overlapDays: 7 }", "{ protect: true }"));
    await stack.up();
    const second = await stack.outputs<Outputs>();
    expect(second.uuid).not.toBe(first.uuid);
    expect(await works(jenkins, second.uses)).toBe(true);
    expect(await stack.fails("destroy")).toContain("protect");
  });
});

describe("retainOnDelete", () => {
  it("leaves the old token of a rotation that replaces, and none with overlapDays", async () => {
    const { jenkins, stack, first } = await start(program("{ version: 1 }", "{ retainOnDelete: true }"));
    await stack.write(program("{ version: 2 }", "{ retainOnDelete: true }"));
    await stack.up();
    expect(await works(jenkins, first.value), "a token that nobody tracks").toBe(true);
    jenkins.revokeToken("alice", first.uuid);

    await stack.write(program("{ version: 3, overlapDays: 1 }", "{ retainOnDelete: true }"));
    await stack.up();
    const { uuid } = await stack.outputs<Outputs>();
    expect(jenkins.tokens("alice")).toHaveLength(2);
    await stack.write(program("{ version: 3 }", "{ retainOnDelete: true }"));
    await stack.up();
    expect(jenkins.tokens("alice")).toMatchObject([{ uuid }]);
  });
});

describe("ignoreChanges", () => {
  it("keeps the token that the ignored input would rotate", async () => {
    const { stack, first } = await start(program("{ version: 1 }", '{ ignoreChanges: ["version"] }'));
    await stack.write(program("{ version: 2 }", '{ ignoreChanges: ["version"] }'));
    expect(await stack.up()).toContain("3 unchanged");
    expect(await stack.outputs()).toEqual(first);
  });
});

describe("aliases", () => {
  it("give a resource another name without another token", async () => {
    const { stack, first } = await start(program("{}"));
    await stack.write(program("{}", '{ aliases: [{ name: "ci" }] }').replace('("ci"', '("renamed"'));
    expect(await stack.preview()).not.toContain("replace");
    await stack.up();
    const { urn: _, ...second } = await stack.outputs<Outputs>();
    expect(first).toMatchObject(second);
  });
});

describe("deleteBeforeReplace", () => {
  it("revokes the old token before there is a new one", async () => {
    const { jenkins, stack } = await start(program("{ version: 1 }", "{ deleteBeforeReplace: true }"));
    await stack.write(program("{ version: 2 }", "{ deleteBeforeReplace: true }"));
    jenkins.clearRequests();
    await stack.up();
    expect(actionsOf(jenkins)).toEqual(["revoke", "generateNewToken"]);
  });
});

describe("import", () => {
  it("is an error that names adopt, in a few lines", async () => {
    const uuid = "ebcf72f5-67df-481e-950f-55c16383b3ce";
    const stack = await createStack({ program: program("{}", `{ import: "${uuid}" }`) });
    const output = await stack.fails("preview");
    expect(output).toContain("error: JenkinsApiToken 'ci': the resource option `import` does not work here.");
    expect(output).toContain("give the input `adopt`: { tokenUuid, tokenValue }");
    expect(output).not.toMatch(/^\s+at /m);
  });
});

describe("triggers", () => {
  it("rotate when a date in them changes, and name a value that can't be compared", async () => {
    const at = (day: string) => program(`{ triggers: { at: new Date("${day}") } }`);
    const { stack, first } = await start(at("2026-11-01"));
    expect(await stack.pulumi("preview", "--expect-no-changes")).toContain("unchanged");
    await stack.write(at("2026-11-02"));
    await stack.up();
    expect((await stack.outputs<Outputs>()).uuid).not.toBe(first.uuid);

    await stack.write(program("{ triggers: { people: new Set(['alice']) } }"));
    const output = await stack.fails("preview");
    expect(output).toContain("error: JenkinsApiToken 'ci': triggers.people is an instance of Set");
    expect(output).not.toMatch(/^\s+at /m);
  });
});

describe("deletedWith", () => {
  it("leaves the token when the other resource is deleted", async () => {
    const other = 'const other = new Consumer("other", { value: "x" });';
    const { jenkins, stack, first } = await start(program("{}", "{ deletedWith: other }", other));
    await stack.destroy();
    expect(await works(jenkins, first.value)).toBe(true);
  });
});

describe("dependsOn", () => {
  it("alone does not update a resource when the token rotates; tokenUuid as an input does", async () => {
    const dependent = (version: number, inputs: string) =>
      `${program(`{ version: ${version} }`)} new Consumer("dependent", ${inputs}, { dependsOn: token });`;
    const { stack } = await start(dependent(1, "{}"));
    await stack.write(dependent(2, "{}"));
    expect(await stack.up()).toContain("1 updated"); // the other consumer
    await stack.write(dependent(2, "{ value: token.tokenUuid }"));
    await stack.up();
    await stack.write(dependent(3, "{ value: token.tokenUuid }"));
    expect(await stack.up()).toContain("2 updated");
  });
});

describe("replaceOnChanges", () => {
  it("has no effect on a dynamic resource; the same value in triggers rotates", async () => {
    const options = '{ replaceOnChanges: ["tokenName"] }';
    const { stack, first } = await start(program('{ tokenName: "one", triggers: { name: "one" } }', options));
    await stack.write(program('{ tokenName: "two", triggers: { name: "one" } }', options));
    await stack.up();
    expect(await stack.outputs()).toMatchObject({ name: "two", uuid: first.uuid });

    await stack.write(program('{ tokenName: "three", triggers: { name: "three" } }', options));
    expect(await stack.up()).toContain("1 replaced");
  });
});

describe("replaceWith", () => {
  it("rotates for the same owner when the other resource is replaced", async () => {
    const other = (value: string) =>
      `const other = new Consumer("other", { value: "${value}" }, { replacementTrigger: "${value}" });`;
    const { jenkins, stack, first } = await start(program("{}", "{ replaceWith: [other] }", other("one")));
    await stack.write(program("{}", "{ replaceWith: [other] }", other("two")));
    expect(await stack.up()).toContain("2 replaced");
    expect(await works(jenkins, first.value)).toBe(false);
    expect(await works(jenkins, (await stack.outputs<Outputs>()).uses)).toBe(true);
  });
});

describe("parent", () => {
  it("keeps tokens of one name in different components apart", async () => {
    const components = (version: number) => `
      const pulumi = require("@pulumi/pulumi");
      const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
      for (const [team, version] of [["Web", 1], ["Mobile", ${version}]]) {
        const parent = new pulumi.ComponentResource("team:" + team, "team");
        exports[team] = new JenkinsApiToken("ci", { version }, { parent }).tokenUuid;
      }
    `;
    const { jenkins, stack } = await start(components(1));
    const first = await stack.outputs();
    expect(new Set(Object.values(first)).size).toBe(2);

    await stack.write(components(2));
    expect(await stack.up()).toContain("1 replaced");
    const second = await stack.outputs();
    expect(second.Web).toBe(first.Web);
    expect(second.Mobile).not.toBe(first.Mobile);
    const uuids = jenkins.tokens("alice").map(({ uuid }) => uuid);
    expect(uuids.toSorted()).toEqual(Object.values(second).toSorted());
  });
});

describe("transformations", () => {
  it("of a stack set an input of every token", async () => {
    const transformation = `pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
      type === "pulumi-nodejs:dynamic/jenkins:ApiToken" ? { props: { ...props, tokenName: "transformed" }, opts } : undefined);`;
    const { first } = await start(program("{}", "{}", transformation));
    expect(first.name).toBe("transformed");
  });
});

describe("--target", () => {
  it("leaves a consumer with a revoked token, unless its dependents are targeted or overlapDays is set", async () => {
    const { jenkins, stack, first } = await start(program("{ version: 1 }"));
    await stack.write(program("{ version: 2 }"));
    await stack.up("--target", first.urn);
    expect(await works(jenkins, first.value)).toBe(false);
    expect(await works(jenkins, (await stack.outputs<Outputs>()).value)).toBe(true);

    await stack.write(program("{ version: 3 }"));
    await stack.up("--target", first.urn, "--target-dependents");
    expect(await works(jenkins, (await stack.outputs<Outputs>()).uses)).toBe(true);

    const { uses } = await stack.outputs<Outputs>();
    await stack.write(program("{ version: 4, overlapDays: 7 }"));
    await stack.up("--target", first.urn);
    expect(await works(jenkins, uses)).toBe(true);
  });
});

describe("--replace", () => {
  it("rotates for the same owner where username is set", async () => {
    const { jenkins, stack, first } = await start(program('{ username: "alice" }'));
    expect(await stack.up("--replace", first.urn)).toContain("1 replaced");
    expect(await works(jenkins, first.value)).toBe(false);
    expect(await works(jenkins, (await stack.outputs<Outputs>()).uses)).toBe(true);
  });
});

describe("--refresh", () => {
  it("finds a token that was revoked in Jenkins, and the same up creates another", async () => {
    const { jenkins, stack, first } = await start(program("{}"));
    jenkins.revokeToken("alice", first.uuid);
    await stack.up("--refresh");
    expect(await works(jenkins, (await stack.outputs<Outputs>()).uses)).toBe(true);
  });
});

describe("--plan", () => {
  it("is kept by a create and by a rotation", async () => {
    const jenkins = await startJenkins();
    const stack = await createStack({ jenkins, program: program("{ version: 1 }") });
    await stack.preview("--save-plan", "plan.json");
    await stack.up("--plan", "plan.json");
    await stack.write(program("{ version: 2 }"));
    await stack.preview("--save-plan", "plan.json");
    await stack.up("--plan", "plan.json");
    expect(await works(jenkins, (await stack.outputs<Outputs>()).uses)).toBe(true);
  });
});

describe("stack references", () => {
  it("pass the token as a secret, and the value of the last up of the other stack", async () => {
    const { jenkins, stack, first } = await start(program("{ version: 1 }"));
    const reader = `
      const pulumi = require("@pulumi/pulumi");
      const tokens = new pulumi.StackReference("organization/tokens/test");
      module.exports = { value: tokens.requireOutput("value") };
    `;
    await stack.pulumi("stack", "init", "reader");
    await stack.write(reader);
    expect(await stack.up()).toContain("[secret]");
    expect(await stack.outputs()).toEqual({ value: first.value });

    await stack.pulumi("stack", "select", "test");
    await stack.write(program("{ version: 2, overlapDays: 7 }"));
    await stack.up();
    expect(await works(jenkins, first.value), "the reader, before its own up").toBe(true);
  });
});
