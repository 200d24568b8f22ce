import { expect, it } from "vitest";
import { pluginProject } from "../pulumi/support/pluginProject.ts";
import { createStack } from "../pulumi/support/pulumiStack.ts";
import { startBuild, startJenkins } from "../support/jenkins.ts";
import { compiledCli } from "../unit/cli/runCli.ts";
import { declareTokens } from "./declareTokens.ts";

/** No file of the CLI may be larger, in blocks of 512 bytes: then the state has room for about four tokens. */
const blocks = 24;

const upOnFullDisk = `ulimit -f ${blocks}; exec pulumi up --yes --skip-preview --non-interactive`;

/** Pulumi's file backend keeps the last state that it could write, beside the one that it could not. */
const restore = `
  folder=\${PULUMI_BACKEND_URL#file://}; cd "\${folder%%\\?*}/.pulumi/stacks/tokens" && cp test.json.bak test.json`;

it("a state backend without room for the state loses no token: the state is restored, up completes it, and orphans are revoked", async () => {
  const jenkins = await startJenkins();
  const [first, second, ...others] = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
  const few = [first, second] as string[];
  const stack = await createStack({
    jenkins,
    files: pluginProject,
    program: declareTokens("packaged", few, 1),
  });
  await stack.up();
  await stack.write(declareTokens("packaged", [...few, ...others], 1));
  const failure = await stack.run("sh", "-c", upOnFullDisk).catch(String);
  expect(failure).toContain("file too large");
  expect(jenkins.tokens("alice").length).toBeGreaterThan(2);

  await stack.run("sh", "-c", restore);
  expect(await stack.outputs()).toEqual(expect.objectContaining({ [few[0] as string]: expect.any(String) }));
  await stack.up();
  const values = Object.values(await stack.outputs());
  expect(values).toHaveLength(8);
  const orphans = jenkins.tokens("alice").length - values.length;
  await stack.refresh("--clear-pending-creates");
  await stack.run(process.execPath, compiledCli, "tokens", "revoke", "--stack", "test", "--unheld", "--yes");
  expect(jenkins.tokens("alice")).toHaveLength(values.length);
  for (const value of values) expect(await startBuild(jenkins.url, "alice", value)).toBe(201);
  await stack.destroy();
  expect(jenkins.tokens("alice")).toEqual([]);
  console.log(`endurance: a full state backend: ${orphans} orphans found by the state, and revoked`);
});
