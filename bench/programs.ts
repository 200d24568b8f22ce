/** Programs for `pulumi up`, each with so many resources; in plain JavaScript, so that no compiler is measured. */
export const programs = {
  /** Tokens of ours, spread over the users. */
  tokens: `
const { JenkinsApiToken } = require("pulumi-jenkins-api-token");
const users = process.env.BENCH_USERS.split(",");
for (let i = 0; i < Number(process.env.BENCH_COUNT); i += 1) {
  new JenkinsApiToken("token-" + i, { username: users[i % users.length], version: 1 });
}
`,
  /** Dynamic resources that do nothing. */
  empty: `
const pulumi = require("@pulumi/pulumi");
const provider = { async create(inputs) { return { id: "empty", outs: inputs }; } };
class Empty extends pulumi.dynamic.Resource {
  constructor(name, args) { super(provider, name, args); }
}
const users = process.env.BENCH_USERS.split(",");
for (let i = 0; i < Number(process.env.BENCH_COUNT); i += 1) {
  new Empty("empty-" + i, { username: users[i % users.length], version: 1 });
}
`,
  /** Dynamic resources that make nothing, but keep as much in the state as a token does, one value of it secret. */
  ballast: `
const pulumi = require("@pulumi/pulumi");
const provider = {
  async create(inputs) {
    const id = require("node:crypto").randomUUID();
    return { id, outs: { ...inputs, tokenValue: "11" + id.replaceAll("-", ""), ballast: "x".repeat(480) } };
  },
};
class Ballast extends pulumi.dynamic.Resource {
  constructor(name, args) {
    const outputs = { tokenValue: undefined, ballast: undefined };
    super(provider, name, { ...args, ...outputs }, { additionalSecretOutputs: ["tokenValue"] });
  }
}
const users = process.env.BENCH_USERS.split(",");
for (let i = 0; i < Number(process.env.BENCH_COUNT); i += 1) {
  new Ballast("ballast-" + i, { username: users[i % users.length], version: 1 });
}
`,
  /**
   * What people do today: a script of two curls for each token, crumb and generate. It is run again where Jenkins answers
   * 500, as it does to a generate that races another one of the same user.
   */
  curl: `
const pulumi = require("@pulumi/pulumi");
const provider = {
  async create({ url, user, tokenName }) {
    const { execFile } = require("node:child_process");
    const { promisify } = require("node:util");
    const script = \`
      jar=$(mktemp)
      login="admin:$JENKINS_API_TOKEN"
      crumb=$(curl -sf -u "$login" -c "$jar" "\${url}/crumbIssuer/api/json" | sed 's/.*"crumb":"\\\\([^"]*\\\\)".*/\\\\1/')
      curl -sf -u "$login" -b "$jar" -H "Jenkins-Crumb: $crumb" -d newTokenName="\${tokenName}" \\\\
        "\${url}/user/\${user}/descriptorByName/jenkins.security.ApiTokenProperty/generateNewToken"
      rm "$jar"\`;
    let stdout = "";
    for (let run = 0; stdout === "" && run < 20; run += 1) ({ stdout } = await promisify(execFile)("sh", ["-c", script]));
    const { data } = JSON.parse(stdout);
    return { id: data.tokenUuid, outs: { tokenValue: data.tokenValue } };
  },
};
class CurlToken extends pulumi.dynamic.Resource {
  constructor(name, args) { super(provider, name, { ...args, tokenValue: undefined }, { additionalSecretOutputs: ["tokenValue"] }); }
}
const users = process.env.BENCH_USERS.split(",");
for (let i = 0; i < Number(process.env.BENCH_COUNT); i += 1) {
  const args = { url: process.env.JENKINS_URL, user: users[i % users.length], tokenName: "token-" + i };
  new CurlToken("token-" + i, args);
}
`,
} as const;
