import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startJenkins } from "../support/jenkins.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

/** Tokens that are all declared alike; outputs each with its owner. */
const program = (names: readonly string[], inputs: string, options = "{}") => `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  for (const name of ${JSON.stringify(names)}) {
    const token = new JenkinsApiToken(name, ${inputs}, ${options});
    exports[name] = { user: token.username, value: token.tokenValue, urn: token.urn };
  }
`;

interface Declared {
  readonly user: string;
  readonly value: string;
  readonly urn: string;
}

function logInAs(stack: TestStack, user: string): void {
  Object.assign(stack.environment, { JENKINS_USER_ID: user, JENKINS_PASSWORD: `${user}-pw` });
}

/** A stack whose token `ci` is alice's, and that logs in as admin from now on. */
async function ofAlice(inputs = "{}", options = "{}") {
  const jenkins = await startJenkins();
  const stack = await createStack({ jenkins, program: program(["ci"], inputs, options) });
  await stack.up();
  const { ci: first } = await stack.outputs<{ ci: Declared }>();
  logInAs(stack, "admin");
  return { jenkins, stack, first };
}

/** Whom Jenkins takes a token for; undefined where it refuses the token. */
async function ownerOf({ url }: EmbeddedJenkins, { user, value }: Declared): Promise<string | undefined> {
  const authorization = `Basic ${Buffer.from(`${user}:${value}`).toString("base64")}`;
  const response = await fetch(`${url}/whoAmI/api/json`, { headers: { authorization } });
  return response.status === 200 ? ((await response.json()) as { name: string }).name : undefined;
}

describe("a token without username, after the login has changed", () => {
  it("stays its owner's where replacementTrigger replaces it", async () => {
    const { jenkins, stack, first } = await ofAlice("{}", '{ replacementTrigger: "one" }');
    await stack.write(program(["ci"], "{}", '{ replacementTrigger: "two" }'));
    expect(await stack.up()).toContain("1 replaced");
    const { ci } = await stack.outputs<{ ci: Declared }>();
    expect(await ownerOf(jenkins, ci)).toBe("alice");
    expect(await ownerOf(jenkins, first)).toBeUndefined();
    expect([jenkins.tokens("alice").length, jenkins.tokens("admin").length]).toEqual([1, 0]);
  });

  it.each([
    ["also at the next up", "{}", ["--replace", ""]],
    ["with deleteBeforeReplace", "{ deleteBeforeReplace: true }", ["--replace"]],
  ])(
    "fails with --replace, %s, and names both owners; its token works on, and the advice helps",
    async (_, options, failing) => {
      const { jenkins, stack, first } = await ofAlice("{}", options);
      for (const flag of failing) {
        const shown = await stack.fails("up", ...(flag ? [flag, first.urn] : []));
        expect(shown).toMatch(/of 'alice' is being replaced by one of 'admin'/);
        expect(shown).toContain('Set `username: "alice"`');
        expect(await ownerOf(jenkins, first)).toBe("alice");
      }

      await stack.write(program(["ci"], '{ username: "alice" }', options));
      await stack.up();
      const { ci } = await stack.outputs<{ ci: Declared }>();
      expect(await ownerOf(jenkins, ci)).toBe("alice");
      expect([jenkins.tokens("alice").length, jenkins.tokens("admin").length]).toEqual([1, 0]);
      await stack.destroy();
      expect(jenkins.tokens("alice")).toEqual([]);
    },
  );
});

it("a tainted token of another owner than the login's fails like --replace", async () => {
  const { jenkins, stack, first } = await ofAlice();
  await stack.pulumi("state", "taint", first.urn, "--yes");
  expect(await stack.fails("up")).toMatch(/of 'alice' is being replaced by one of 'admin'/);
  expect(await ownerOf(jenkins, first)).toBe("alice");
});

describe("four tokens that are declared alike", () => {
  it("keep their two owners through a rotation by a third login, with parallel diffs", async () => {
    const jenkins = await startJenkins();
    const inputs = (version: number) => `{ version: ${version} }`;
    const stack = await createStack({ jenkins, program: program(["a", "b"], inputs(1)) });
    await stack.up();
    logInAs(stack, "svc");
    await stack.write(program(["a", "b", "c", "d"], inputs(1)));
    await stack.up();
    const owners = { a: "alice", b: "alice", c: "svc", d: "svc" };
    logInAs(stack, "admin");
    Object.assign(stack.environment, { PULUMI_PARALLEL_DIFF: "true" });
    await stack.write(program(["a", "b", "c", "d"], inputs(2)));
    expect(await stack.up()).toContain("4 replaced");
    const tokens = Object.entries(await stack.outputs<Record<string, Declared>>());
    const now = await Promise.all(
      tokens.map(async ([name, token]) => [name, await ownerOf(jenkins, token)] as const),
    );
    expect(Object.fromEntries(now)).toEqual(owners);
    expect(["alice", "svc", "admin"].map((user) => jenkins.tokens(user).length)).toEqual([2, 2, 0]);
  });
});
