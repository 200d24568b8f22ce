import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { actionsOf, startBuild, startJenkins } from "../support/jenkins.ts";
import { noteSecret } from "../support/lifecycleFailure.ts";
import { declareToken, pluginProject } from "./support/pluginProject.ts";
import { createStack, type TestStack } from "./support/pulumiStack.ts";

/** Imports a token by the command line, with values from the environment; the old Node host here generates no code. */
async function importToken(
  stack: TestStack,
  name: string,
  id: string,
  environment: Record<string, string> = {},
) {
  Object.assign(stack.environment, environment);
  const flags = ["--yes", "--skip-preview", "--generate-code=false", "--protect=false"];
  return stack.pulumi("import", "jenkins:index:ApiToken", name, id, ...flags);
}

function generateByHand(jenkins: EmbeddedJenkins, name: string) {
  const token = jenkins.generateToken("alice", name);
  noteSecret(token.tokenValue);
  return token;
}

describe("an import", () => {
  it("takes over a token that exists, which a program then manages", async () => {
    const jenkins = await startJenkins();
    const { tokenUuid, tokenValue } = generateByHand(jenkins, "by hand");
    const stack = await createStack({ jenkins, files: pluginProject });
    await importToken(stack, "ci", `alice/${tokenUuid}`, { JENKINS_IMPORT_TOKEN_VALUE: tokenValue });
    expect(actionsOf(jenkins)).toEqual([]);
    const imported = (await stack.state()).resources.find(({ type }) => type === "jenkins:index:ApiToken");
    expect(imported).toMatchObject({ id: tokenUuid, inputs: { username: "alice" } });

    delete stack.environment.JENKINS_IMPORT_TOKEN_VALUE;
    await stack.write(declareToken(`{ username: "alice" }`));
    expect(await stack.up()).toContain("unchanged");
    expect(await stack.outputs()).toMatchObject({ uuid: tokenUuid, name: "by hand", value: tokenValue });
    await stack.write(declareToken(`{ username: "alice", version: 2 }`));
    await stack.up();
    expect(await startBuild(jenkins.url, "alice", tokenValue)).toBe(401);
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("takes over several at once, by the resource option too, of a named controller", async () => {
    const jenkins = await startJenkins();
    const [first, second] = [generateByHand(jenkins, "first"), generateByHand(jenkins, "second")];
    const stack = await createStack({ files: pluginProject });
    const connection = { url: jenkins.url, username: "alice", password: "alice-pw" };
    await stack.pulumi("config", "set", "--path", "jenkins:controllers.eu.url", connection.url);
    await stack.pulumi("config", "set", "--path", "jenkins:controllers.eu.username", connection.username);
    await stack.pulumi(
      "config",
      "set",
      "--path",
      "--secret",
      "jenkins:controllers.eu.password",
      connection.password,
    );
    stack.environment.JENKINS_IMPORT_TOKEN_VALUES = JSON.stringify({
      [first.tokenUuid]: first.tokenValue,
      [second.tokenUuid]: second.tokenValue,
    });
    await stack.write(`
      const jenkins = require("./jenkins");
      for (const uuid of ["${first.tokenUuid}", "${second.tokenUuid}"]) {
        const token = new jenkins.ApiToken(uuid, { controller: "eu", username: "alice" }, { import: "eu:alice/" + uuid });
        exports[uuid] = token.tokenValue;
      }
    `);
    await stack.up();
    expect(await stack.outputs()).toEqual({
      [first.tokenUuid]: first.tokenValue,
      [second.tokenUuid]: second.tokenValue,
    });
    expect(actionsOf(jenkins)).toEqual([]);
    await stack.destroy();
    expect(jenkins.tokens("alice")).toEqual([]);
  });

  it("says what is missing or wrong, and changes nothing", async () => {
    const jenkins = await startJenkins();
    const [token, other] = [generateByHand(jenkins, "by hand"), generateByHand(jenkins, "other")];
    const stack = await createStack({ jenkins, files: pluginProject });
    const failure = (id: string, environment?: Record<string, string>) =>
      importToken(stack, "ci", id, environment).then(
        () => "",
        (error: Error) => error.message,
      );
    expect(await failure(`alice/${token.tokenUuid}`)).toContain("Set JENKINS_IMPORT_TOKEN_VALUE");
    expect(await failure(token.tokenUuid)).toContain("must be USER/UUID");
    const ofOther = { JENKINS_IMPORT_TOKEN_VALUE: `11${"0".repeat(32)}` };
    noteSecret(ofOther.JENKINS_IMPORT_TOKEN_VALUE);
    expect(await failure(`alice/${token.tokenUuid}`, ofOther)).toMatch(
      /error code: adoptRefused[\s\S]*JENKINS_IMPORT_TOKEN_VALUE/,
    );
    const ofToken = { JENKINS_IMPORT_TOKEN_VALUE: token.tokenValue };
    expect(await failure("alice/01234567-89ab-cdef-0123-456789abcdef", ofToken)).toContain("adoptUnknown");
    const types = (await stack.state()).resources.map(({ type }) => type);
    expect(types).not.toContain("jenkins:index:ApiToken");
    expect(jenkins.tokens("alice").map(({ uuid }) => uuid)).toEqual([token.tokenUuid, other.tokenUuid]);
  });
});
