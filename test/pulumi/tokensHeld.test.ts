import { expect, it } from "vitest";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { compiledCli } from "../unit/cli/runCli.ts";
import { pluginProject } from "./support/pluginProject.ts";
import { createStack } from "./support/pulumiStack.ts";
import { createTokenStacks } from "./support/tokenStacks.ts";

/** One token, by the front end that the environment names; its stack may move from one to the other. */
const program = `
  const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
  const jenkins = require("./jenkins");
  const token = process.env.FRONT_END === "packaged"
    ? new jenkins.ApiToken("ci", { version: Number(process.env.VERSION), overlapDays: 7 })
    : new JenkinsApiToken("ci", { version: Number(process.env.VERSION), overlapDays: 7 }, { aliases: [{ type: "jenkins:index:ApiToken" }] });
  module.exports = { uuid: token.tokenUuid, value: token.tokenValue };
`;

interface Listed {
  readonly tokens: readonly {
    name: string;
    uuid: string;
    flags: string[];
    heldBy: { stack: string; as: string }[];
  }[];
  readonly stacks: readonly string[];
}

it("a token that a stack of either front end holds is not revoked by --unheld, also after a rename and a move", async () => {
  const jenkins = await startJenkins();
  const stack = await createStack({
    jenkins,
    files: pluginProject,
    program,
    environment: { FRONT_END: "dynamic", VERSION: "1" },
  });
  const tokens = (...parameters: string[]) =>
    stack.run(process.execPath, compiledCli, "tokens", ...parameters);
  const list = async () => JSON.parse(await tokens("list", "--all-stacks", "--json")) as Listed;
  const holdersOf = ({ tokens }: Listed) =>
    Object.fromEntries(
      tokens.map(({ uuid, heldBy }) => [uuid, heldBy.map(({ stack, as }) => `${stack} ${as}`)]),
    );

  await stack.up();
  const dynamic = await stack.outputs<{ uuid: string; value: string }>();
  await stack.pulumi("stack", "init", "other");
  stack.environment.FRONT_END = "packaged";
  await stack.up();
  const before = await stack.outputs<{ uuid: string; value: string }>();
  stack.environment.VERSION = "2";
  await stack.up();
  const packaged = await stack.outputs<{ uuid: string; value: string }>();
  const byHand = jenkins.generateToken("alice", "my laptop");
  const leftover = jenkins.generateToken("alice", "ci-0123456");

  const first = await list();
  expect(first.stacks.toSorted()).toEqual(["other", "test"]);
  expect(holdersOf(first)).toEqual({
    [dynamic.uuid]: ["test current"],
    [packaged.uuid]: ["other current"],
    [before.uuid]: ["other previous"],
    [byHand.tokenUuid]: [],
    [leftover.tokenUuid]: [],
  });
  const flagsOf = (name: string) => first.tokens.find((token) => token.name === name)?.flags;
  expect(flagsOf("my laptop")).toEqual(["unheld", "neverUsed"]);
  expect(flagsOf("ci-0123456")).toEqual(["unheld", "leftover", "neverUsed"]);

  // Each stack gets another name; one moves to the packaged provider, the other back to the dynamic resource.
  await stack.pulumi("stack", "rename", "renamed");
  stack.environment.FRONT_END = "dynamic";
  await stack.up();
  await stack.pulumi("stack", "select", "test");
  await stack.pulumi("stack", "rename", "moved");
  stack.environment.FRONT_END = "packaged";
  stack.environment.VERSION = "1";
  await stack.up();

  const dryRun = await tokens("revoke", "--unheld", "--all-stacks", "--dry-run");
  expect(dryRun).toContain("2 tokens of 1 user: 2 held by nobody");
  expect(dryRun).toContain("Stacks of other backends are not seen");
  const revoked = await tokens("revoke", "--unheld", "--all-stacks", "--yes");
  expect(revoked).toContain("2 tokens revoked.");
  expect(
    jenkins
      .tokens("alice")
      .map(({ uuid }) => uuid)
      .toSorted(),
  ).toEqual([dynamic.uuid, packaged.uuid, before.uuid].toSorted());
  for (const { value } of [dynamic, packaged, before])
    expect(await startBuild(jenkins.url, "alice", value)).toBe(201);

  expect(await tokens("status", "--stack", "moved", "--stack", "renamed")).toContain("2 tokens: 2 active.");
  // A stack that is not read holds nothing: the list shows that, and nothing is done unasked.
  await expect(tokens("revoke", "--unheld", "--stack", "moved")).rejects.toThrow("ended with 2");
  expect(jenkins.tokens("alice")).toHaveLength(3);
  await stack.destroy();
  await stack.pulumi("stack", "select", "renamed");
  await stack.destroy();
});

it.each([
  [
    "the backend has no stack, as where it is the wrong one",
    ["--all-stacks"],
    "The selected backend has no stacks.",
  ],
  [
    "one of the stacks is not there",
    ["--stack", "dev", "--stack", "nosuch"],
    "The stack nosuch can't be read",
  ],
])("--unheld revokes nothing where %s", async (what, flags, expected) => {
  const jenkins = await startJenkins();
  jenkins.generateToken("alice", "by hand");
  const stacks = await createTokenStacks({
    JENKINS_URL: jenkins.url,
    JENKINS_USER_ID: "alice",
    JENKINS_PASSWORD: "alice-pw",
  });
  if (!what.includes("no stack")) await stacks.hold("dev", []);
  const { exitCode, stderr } = await stacks.tokens("revoke", "--unheld", "--yes", ...flags);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(expected);
  expect(stderr).toContain("Nothing is revoked: a stack that was not read may hold any of the tokens.");
  expect(jenkins.tokens("alice")).toHaveLength(1);
});
