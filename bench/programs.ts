/** What is compared, by the letter that stands for it in the tables. */
export const variants = {
  packaged: "the packaged provider",
  dynamic: "the dynamic resource",
  empty: "dynamic resources that do nothing",
  ballast: "dynamic resources that do nothing, with as much state",
  curl: "a resource per token that runs a script of two curls",
} as const;

export type Variant = keyof typeof variants;

/** The files of a project for a variant; in plain JavaScript, so that no compiler is measured. */
export function projectOf(variant: Variant): Record<string, string> {
  const plugins = `
plugins:
  providers:
    - name: jenkins
      path: node_modules/pulumi-jenkins-api-token/plugin
`;
  return {
    "Pulumi.yaml": `name: bench\nruntime: nodejs\n${variant === "packaged" ? plugins : ""}`,
    "package.json": JSON.stringify({ name: "bench", main: "index.js" }),
    "index.js": `${classes[variant]}${declaration}`,
  };
}

/** So many resources, spread over the users; another version replaces them all. */
const declaration = `
const { BENCH_COUNT, BENCH_USERS, BENCH_VERSION } = process.env;
const users = BENCH_USERS.split(",");
for (let i = 0; i < Number(BENCH_COUNT); i += 1) {
  new Token("token-" + i, { username: users[i % users.length], version: Number(BENCH_VERSION) });
}
`;

const replacedByVersion = `
  async diff(_id, { version }, news) {
    return version === news.version ? { changes: false } : { changes: true, replaces: ["version"] };
  },`;

const classes: Record<Variant, string> = {
  packaged: `
const pulumi = require("@pulumi/pulumi");
const names = ["authorization", "basicAuth", "createdAt", "expiresOn", "previousTokenUuid", "previousTokenValue", "rotateOn"];
const outputs = [...names, "tokenName", "tokenUuid", "tokenValue", "url"].map((name) => [name, undefined]);
class Token extends pulumi.CustomResource {
  constructor(name, args) { super("jenkins:index:ApiToken", name, { ...Object.fromEntries(outputs), ...args }); }
}
`,
  dynamic: `
const { JenkinsApiToken: Token } = require("pulumi-jenkins-api-token");
`,
  empty: `
const pulumi = require("@pulumi/pulumi");
const provider = {${replacedByVersion}
  async create(inputs) { return { id: "empty", outs: inputs }; },
};
class Token extends pulumi.dynamic.Resource {
  constructor(name, args) { super(provider, name, args); }
}
`,
  // One value is secret, as in a token.
  ballast: `
const pulumi = require("@pulumi/pulumi");
const provider = {${replacedByVersion}
  async create(inputs) {
    const id = require("node:crypto").randomUUID();
    return { id, outs: { ...inputs, tokenValue: "11" + id.replaceAll("-", ""), ballast: "x".repeat(480) } };
  },
};
class Token extends pulumi.dynamic.Resource {
  constructor(name, args) {
    const outputs = { tokenValue: undefined, ballast: undefined };
    super(provider, name, { ...args, ...outputs }, { additionalSecretOutputs: ["tokenValue"] });
  }
}
`,
  // Run again where Jenkins responds 500, as it does to a change that races another one of the same user.
  curl: `
const pulumi = require("@pulumi/pulumi");
const provider = {${replacedByVersion}
  async create({ username, version }) {
    const stdout = await this.act(username, "generateNewToken", "newTokenName=bench-" + version);
    const { data } = JSON.parse(stdout);
    return { id: data.tokenUuid, outs: { username, version, tokenValue: data.tokenValue } };
  },
  async delete(id, { username }) { await this.act(username, "revoke", "tokenUuid=" + id); },
  async act(username, action, form) {
    const { execFile } = require("node:child_process");
    const { promisify } = require("node:util");
    const script = \`
      jar=$(mktemp)
      login="admin:$JENKINS_API_TOKEN"
      crumb=$(curl -sf -u "$login" -c "$jar" "$JENKINS_URL/crumbIssuer/api/json" | sed 's/.*"crumb":"\\\\([^"]*\\\\)".*/\\\\1/')
      curl -sf -u "$login" -b "$jar" -H "Jenkins-Crumb: $crumb" -d "\${form}" \\\\
        "$JENKINS_URL/user/\${username}/descriptorByName/jenkins.security.ApiTokenProperty/\${action}"
      code=$?
      rm "$jar"
      exit $code\`;
    for (let run = 1; ; run += 1) {
      try { return (await promisify(execFile)("sh", ["-c", script])).stdout; } catch (error) { if (run === 20) throw error; }
    }
  },
};
class Token extends pulumi.dynamic.Resource {
  constructor(name, args) { super(provider, name, { ...args, tokenValue: undefined }, { additionalSecretOutputs: ["tokenValue"] }); }
}
`,
};
