import type { ProjectFiles } from "./pulumiProject.ts";

/** A project that uses the packaged provider of this checkout. `jenkins.js` declares what the generated SDK does. */
export const pluginProject: ProjectFiles = {
  "Pulumi.yaml": `
name: tokens
runtime: nodejs
plugins:
  providers:
    - name: jenkins
      path: node_modules/pulumi-jenkins-api-token/plugin
`,
  "jenkins.js": `
const pulumi = require("@pulumi/pulumi");
const outputs = ["authorization", "basicAuth", "createdAt", "expiresOn", "previousTokenUuid", "previousTokenValue", "rotateOn"];
const all = [...outputs, "tokenName", "tokenUuid", "tokenValue", "url", "username"];
const undefinedOnes = Object.fromEntries(all.map((name) => [name, undefined]));
exports.Provider = class extends pulumi.ProviderResource {
  constructor(name, args) { super("jenkins", name, args); }
};
exports.ApiToken = class extends pulumi.CustomResource {
  constructor(name, args = {}, options = {}) {
    const aliases = [{ type: "pulumi-nodejs:dynamic/jenkins:ApiToken" }];
    super("jenkins:index:ApiToken", name, { ...undefinedOnes, ...args }, pulumi.mergeOptions(options, { aliases }));
  }
};
exports.getApiTokens = (args) => pulumi.output(pulumi.runtime.invoke("jenkins:index:getApiTokens", args));
`,
};

/** A program that declares one token, and outputs what a consumer needs of it. */
export function declareToken(inputs: string, options = "{}"): string {
  return `
    const jenkins = require("./jenkins");
    const token = new jenkins.ApiToken("ci", ${inputs}, ${options});
    module.exports = { uuid: token.tokenUuid, name: token.tokenName, value: token.tokenValue, auth: token.authorization };
  `;
}
