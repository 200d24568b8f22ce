import { styleText } from "node:util";
import type { Adoption } from "../model/adoption.ts";

/**
 * How to bring tokens under the control of Pulumi: the program text for `adopt`, for TypeScript and YAML, and the command for
 * `pulumi import`. Values stand nowhere: they are typed when they are needed.
 */
export function toAdoptText(adoptions: readonly Adoption[], controller: string | undefined): string {
  const several = adoptions.length > 1;
  return [
    section("TypeScript, with the dynamic resource", toTypeScript(adoptions, controller)),
    section("YAML, with the packaged provider", toYaml(adoptions, controller)),
    section(
      `The value${several ? "s" : ""}, for either of them: each command asks for one`,
      adoptions.map(({ configKey }) => `pulumi config set --secret ${configKey}\n`).join(""),
    ),
    several
      ? section("Or import them, with the packaged provider; import.json", toImportFile(adoptions)) +
        section("and type their values, as one line of JSON by UUID", toImportCommands(adoptions))
      : section("Or import it, with the packaged provider, and type its value", toImportCommand(adoptions)),
  ].join("");
}

function section(title: string, text: string): string {
  return `${styleText("bold", `# ${title}`, { stream: process.stdout })}\n\n${text}\n`;
}

function toTypeScript(adoptions: readonly Adoption[], controller: string | undefined): string {
  const resources = adoptions.map(
    ({ name, variable, owner, tokenUuid, configKey }) => `
const ${variable} = new JenkinsApiToken(${quote(name)}, {
  username: ${quote(owner)},${controller === undefined ? "" : `\n  controller: ${quote(controller)},`}
  adopt: { tokenUuid: ${quote(tokenUuid)}, tokenValue: config.requireSecret(${quote(configKey)}) },
});
`,
  );
  return `import * as pulumi from "@pulumi/pulumi";
import { JenkinsApiToken } from "pulumi-jenkins-api-token";

const config = new pulumi.Config();
${resources.join("")}`;
}

function toYaml(adoptions: readonly Adoption[], controller: string | undefined): string {
  const keys = adoptions.map(({ configKey }) => `  ${configKey}:\n    type: string\n    secret: true\n`);
  const resources = adoptions.map(
    ({ name, owner, tokenUuid, configKey }) => `  ${name}:
    type: jenkins:ApiToken
    properties:
      username: ${quoteYaml(owner)}
${controller === undefined ? "" : `      controller: ${quoteYaml(controller)}\n`}      adopt:
        tokenUuid: ${tokenUuid}
        tokenValue: \${${configKey}}
`,
  );
  return `config:\n${keys.join("")}resources:\n${resources.join("")}`;
}

function toImportCommand(adoptions: readonly Adoption[]): string {
  const commands = adoptions.map(
    ({ name, importId }) => `pulumi import jenkins:index:ApiToken ${name} ${quoteShell(importId)}\n`,
  );
  return `read -rs JENKINS_IMPORT_TOKEN_VALUE\nexport JENKINS_IMPORT_TOKEN_VALUE\n${commands.join("")}`;
}

function toImportFile(adoptions: readonly Adoption[]): string {
  const resources = adoptions.map(({ name, importId }) => ({
    type: "jenkins:index:ApiToken",
    name,
    id: importId,
  }));
  return `${JSON.stringify({ resources }, null, 2)}\n`;
}

function toImportCommands(adoptions: readonly Adoption[]): string {
  const shape = adoptions.map(({ tokenUuid }) => `"${tokenUuid}": "…"`).join(", ");
  return (
    `# {${shape}}\nread -rs JENKINS_IMPORT_TOKEN_VALUES\nexport JENKINS_IMPORT_TOKEN_VALUES\n` +
    "pulumi import --file import.json\n"
  );
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** `\${` starts an expression in Pulumi's YAML. */
function quoteYaml(text: string): string {
  return JSON.stringify(text.replaceAll("${", "$${"));
}

function quoteShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
