import { parseArgs } from "node:util";
import { type CloudBeesRole, defaultUsers, type EmbeddedJenkinsOptions } from "./options.ts";
import { startEmbeddedJenkins } from "./startEmbeddedJenkins.ts";

const usage = `Starts an embedded Jenkins on 127.0.0.1 and keeps it running until Ctrl-C.

  node emulator/main.ts [options]

  --port <number>                      default: a free one
  --context-path <path>                such as /jenkins; default: none
  --jenkins-version <version>          such as 2.346.3; default: 2.568.2
  --no-crumb-issuer                    requests need no crumb
  --admin-can-generate-new-tokens      administrators may make tokens for others
  --legacy-tokens                      users may make legacy tokens
  --single-sign-on                     passwords don't work, API tokens do
  --cloudbees <role>                   connectedController or operationsCenter
  --security-realm <class>             who knows the users; a connected controller with another one keeps its tokens
  --no-usage-statistics                uses of tokens aren't counted
  --help                               this text
`;

await main().catch((error: Error) => {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      "context-path": { type: "string" },
      "jenkins-version": { type: "string" },
      "no-crumb-issuer": { type: "boolean", default: false },
      "admin-can-generate-new-tokens": { type: "boolean", default: false },
      "legacy-tokens": { type: "boolean", default: false },
      "single-sign-on": { type: "boolean", default: false },
      cloudbees: { type: "string" },
      "security-realm": { type: "string" },
      "no-usage-statistics": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const version = values["jenkins-version"];
  const cloudBees = toRole(values.cloudbees);
  const securityRealm = values["security-realm"];
  await run({
    port: Number(values.port ?? 0),
    contextPath: values["context-path"] ?? "",
    ...(version === undefined ? {} : { version }),
    ...(cloudBees === undefined ? {} : { cloudBees }),
    ...(securityRealm === undefined ? {} : { securityRealm }),
    crumbIssuer: !values["no-crumb-issuer"],
    adminCanGenerateNewTokens: values["admin-can-generate-new-tokens"],
    legacyTokens: values["legacy-tokens"],
    singleSignOn: values["single-sign-on"],
    usageStatistics: !values["no-usage-statistics"],
  });
}

async function run(options: EmbeddedJenkinsOptions): Promise<void> {
  const jenkins = await startEmbeddedJenkins(options);
  const users = defaultUsers.map(({ id, administrator }) => (administrator ? `${id} (administrator)` : id));
  console.log(`Jenkins is up and running at ${jenkins.url}/`);
  console.log(`Users: ${users.join(", ")}. The password of each is its name and "-pw".`);
  console.log("Ctrl-C ends it.");
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void jenkins.close());
}

function toRole(role: string | undefined): CloudBeesRole | undefined {
  if (role === undefined || role === "connectedController" || role === "operationsCenter") return role;
  throw new RangeError(`--cloudbees is connectedController or operationsCenter, not ${role}`);
}
