import ts from "typescript";
import { expect, it } from "vitest";
import { actionsOf, startJenkins } from "../support/jenkins.ts";
import { noteSecret } from "../support/lifecycleFailure.ts";
import { compiledCli } from "../unit/cli/runCli.ts";
import { pluginProject } from "./support/pluginProject.ts";
import { createStack } from "./support/pulumiStack.ts";

/** Two tokens of the web UI, and what tokens adopt prints for them in the project of a stack. */
async function printFor(files: Parameters<typeof createStack>[0]["files"] & object) {
  const jenkins = await startJenkins();
  const tokens = ["deploy", "nightly"].map((name) => jenkins.generateToken("alice", name));
  for (const { tokenValue } of tokens) noteSecret(tokenValue);
  const uuids = tokens.map(({ tokenUuid }) => tokenUuid);
  const stack = await createStack({ jenkins, files });
  const printed = await stack.run(process.execPath, compiledCli, "tokens", "adopt", ...uuids);
  const part = (title: string) => printed.split(/^# (?!\{)/m).find((text) => text.startsWith(title)) ?? "";
  const body = (title: string) => part(title).split("\n").slice(1).join("\n");
  return { jenkins, tokens, stack, body };
}

it("the printed program adopts the tokens: nothing changes in Jenkins", async () => {
  const { jenkins, tokens, stack, body } = await printFor({});
  const { outputText } = ts.transpileModule(body("TypeScript, with the dynamic resource"), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  await stack.write(outputText);
  const [deployToken = "", nightlyToken = ""] = tokens.map(({ tokenValue }) => tokenValue);
  await stack.configure({ secret: { deployToken, nightlyToken } });
  jenkins.clearRequests();
  expect(await stack.up()).toContain("3 created");
  expect(actionsOf(jenkins)).toEqual([]);
  const status = await stack.run(process.execPath, compiledCli, "tokens", "status");
  expect(status).toContain("2 tokens: 2 active. Nothing needs attention.");
  await stack.destroy();
  expect(jenkins.tokens("alice")).toEqual([]);
});

it("the printed file imports the tokens into the packaged provider", async () => {
  const { jenkins, tokens, stack, body } = await printFor(pluginProject);
  await stack.writeFiles({ "import.json": body("Or import them, with the packaged provider; import.json") });
  stack.environment.JENKINS_IMPORT_TOKEN_VALUES = JSON.stringify(
    Object.fromEntries(tokens.map(({ tokenUuid, tokenValue }) => [tokenUuid, tokenValue])),
  );
  const flags = ["--yes", "--skip-preview", "--generate-code=false", "--protect=false"];
  await stack.pulumi("import", "--file", "import.json", ...flags);
  const status = await stack.run(process.execPath, compiledCli, "tokens", "status");
  expect(status).toContain("2 tokens: 2 active. Nothing needs attention.");
  expect(actionsOf(jenkins)).toEqual([]);
});
