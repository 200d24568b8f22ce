import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { toAdoptions } from "../../../../cli/tokens/model/adoption.ts";
import { toAdoptText } from "../../../../cli/tokens/report/toAdoptText.ts";
import { token } from "./describedTokens.ts";

const uuids = ["1", "2", "3"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-00000000000A`);
const adoptionsOf = (names: readonly string[], controller?: string) =>
  toAdoptions(
    names.map((tokenName, index) => token({ tokenName, tokenUuid: uuids[index] ?? "" })),
    controller,
  );

describe("a resource is named", () => {
  it.each([
    ["deploy", "deploy", "deploy"],
    ["ci-1a2b3c4", "ci", "ci"],
    ["My laptop (2026)", "my-laptop-2026", "myLaptop2026"],
    ["Späth's tökén", "spath-s-token", "spathSToken"],
    ["鍵", "token", "token"],
    ["2nd", "2nd", "token2nd"],
    ["new", "new", "new2"],
    ["config", "config", "config2"],
    ['"); evil("', "evil", "evil"],
  ])("after the token %s: %s, in the program %s", (tokenName, name, variable) => {
    expect(adoptionsOf([tokenName])).toMatchObject([{ name, variable, configKey: `${variable}Token` }]);
  });

  it("differently where tokens are named alike", () => {
    const names = adoptionsOf(["ci-1a2b3c4", "ci", "CI"]).map(({ name, variable }) => [name, variable]);
    expect(names).toEqual([
      ["ci", "ci"],
      ["ci-2", "ci2"],
      ["ci-3", "ci3"],
    ]);
  });
});

/** The parts of the text, by their titles. */
function partsOf(text: string): Record<string, string> {
  const parts = [...text.matchAll(/^# ([^{\n].*)\n\n((?:(?!^# [^{]).*\n)*)/gm)];
  return Object.fromEntries(parts.map(([, title = "", part = ""]) => [title, part.trim()]));
}

describe("the text", () => {
  it("for one token has its owner, and the controller that was given", () => {
    const text = toAdoptText(adoptionsOf(["deploy"], "eu"), "eu");
    expect(text).toMatchInlineSnapshot(`
      "# TypeScript, with the dynamic resource

      import * as pulumi from "@pulumi/pulumi";
      import { JenkinsApiToken } from "pulumi-jenkins-api-token";

      const config = new pulumi.Config();

      const deploy = new JenkinsApiToken("deploy", {
        username: "alice",
        controller: "eu",
        adopt: { tokenUuid: "11111111-0000-4000-8000-00000000000a", tokenValue: config.requireSecret("deployToken") },
      });

      # YAML, with the packaged provider

      config:
        deployToken:
          type: string
          secret: true
      resources:
        deploy:
          type: jenkins:ApiToken
          properties:
            username: "alice"
            controller: "eu"
            adopt:
              tokenUuid: 11111111-0000-4000-8000-00000000000a
              tokenValue: \${deployToken}

      # The value, for either of them: each command asks for one

      pulumi config set --secret deployToken

      # Or import it, with the packaged provider, and type its value

      read -rs JENKINS_IMPORT_TOKEN_VALUE
      export JENKINS_IMPORT_TOKEN_VALUE
      pulumi import jenkins:index:ApiToken deploy eu:alice/11111111-0000-4000-8000-00000000000a

      "
    `);
  });

  it("for several has the file to import", () => {
    const parts = partsOf(toAdoptText(adoptionsOf(["a", "b"]), undefined));
    const file = parts["Or import them, with the packaged provider; import.json"] ?? "";
    expect(JSON.parse(file)).toEqual({
      resources: [
        { type: "jenkins:index:ApiToken", name: "a", id: `alice/${uuids[0]?.toLowerCase()}` },
        { type: "jenkins:index:ApiToken", name: "b", id: `alice/${uuids[1]?.toLowerCase()}` },
      ],
    });
    expect(parts["and type their values, as one line of JSON by UUID"]).toContain(
      "pulumi import --file import.json",
    );
  });

  it("can't be made into something else by the ID of a user", () => {
    const owner = `o'brien"); \${evil} $(evil) \`evil\` \\`;
    const text = toAdoptText(toAdoptions([token({ owner })], undefined), undefined);
    const parts = partsOf(text);
    const yaml = parse(parts["YAML, with the packaged provider"] ?? "");
    expect(yaml.resources.deploy.properties.username.replaceAll("$${", "${")).toBe(owner);
    const command =
      parts["Or import it, with the packaged provider, and type its value"]?.split("\n").at(-1) ?? "";
    const printed = execFileSync("bash", ["-c", command.replace("pulumi import", "printf '%s\\n'")], {
      encoding: "utf8",
    });
    expect(printed.trim().split("\n").at(-1)).toBe(`${owner}/${token().tokenUuid}`);
    const typescript = parts["TypeScript, with the dynamic resource"] ?? "";
    const [, literal = ""] = /username: (".*"),/.exec(typescript) ?? [];
    expect(JSON.parse(literal)).toBe(owner);
  });
});
