import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { refuseEncodedSlash, refusePath, requireCookie } from "./gateways/gateway.ts";
import type { CloudBeesRole, EmbeddedJenkinsOptions } from "./options.ts";
import { defaultUsers } from "./options.ts";
import { startEmbeddedJenkins } from "./startEmbeddedJenkins.ts";

const usage = `Starts an embedded Jenkins on 127.0.0.1 and runs it until Ctrl-C.

  node emulator/main.ts [options]

The controller
  --port <number>                      default: a free one
  --context-path <path>                such as /jenkins; default: none
  --jenkins-version <version>          such as 2.346.3; default: 2.568.2
  --no-crumb-issuer                    requests need no crumb
  --admin-can-generate-new-tokens      administrators may generate tokens for others
  --legacy-tokens                      users may generate legacy tokens
  --cloudbees <role>                   connectedController or operationsCenter
  --no-usage-statistics                uses of tokens are not counted
  --instance-identity <text>           X-Instance-Identity of each page
  --response-delay-ms <number>         how long each response takes

Users and their logins
  --single-sign-on                     passwords don't work, API tokens do
  --security-realm <class>             default: what fits the other options
  --case-sensitive-users               "svc" and "SVC" are two users
  --lock-after-refused-logins <number> the directory locks an account after so many
  --oic-session <state>                of every user: over (tokens get 302) or providerDown (401)
  --allow-token-access-without-oic-session

What stands before Jenkins
  --require-header <name=value>        may be repeated
  --require-cookie <name=value>        may be repeated
  --refuse-encoded-slash <server>      nginx or apache: paths with %2F get 400 or 404
  --refuse-path <regular expression>   such as /scriptText$
  --hide-header <name>                 such as X-Jenkins; may be repeated
  --sticky-load-balancer               a session is known to one node alone

  --help                               this text
`;

await main().catch((error: Error) => {
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
});

async function main(): Promise<void> {
  const text = { type: "string" } as const;
  const texts = { type: "string", multiple: true } as const;
  const flag = { type: "boolean" } as const;
  const { values } = parseArgs({
    options: {
      port: text,
      "context-path": text,
      "jenkins-version": text,
      "no-crumb-issuer": flag,
      "admin-can-generate-new-tokens": flag,
      "legacy-tokens": flag,
      cloudbees: text,
      "no-usage-statistics": flag,
      "instance-identity": text,
      "response-delay-ms": text,
      "single-sign-on": flag,
      "security-realm": text,
      "case-sensitive-users": flag,
      "lock-after-refused-logins": text,
      "oic-session": text,
      "allow-token-access-without-oic-session": flag,
      "require-header": texts,
      "require-cookie": texts,
      "refuse-encoded-slash": text,
      "refuse-path": text,
      "hide-header": texts,
      "sticky-load-balancer": flag,
      help: flag,
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const slash = oneOf(values, "refuse-encoded-slash", ["nginx", "apache"]);
  const path = values["refuse-path"];
  const responseDelayMs = toNumber(values, "response-delay-ms");
  const options: { [Name in keyof EmbeddedJenkinsOptions]: EmbeddedJenkinsOptions[Name] | undefined } = {
    port: toNumber(values, "port"),
    contextPath: values["context-path"],
    version: values["jenkins-version"],
    crumbIssuer: !values["no-crumb-issuer"],
    adminCanGenerateNewTokens: values["admin-can-generate-new-tokens"],
    legacyTokens: values["legacy-tokens"],
    cloudBees: oneOf<CloudBeesRole>(values, "cloudbees", ["connectedController", "operationsCenter"]),
    usageStatistics: !values["no-usage-statistics"],
    instanceIdentity: values["instance-identity"],
    responseDelay: responseDelayMs === undefined ? undefined : () => delay(responseDelayMs),
    singleSignOn: values["single-sign-on"],
    securityRealm: values["security-realm"],
    caseSensitiveUsers: values["case-sensitive-users"],
    lockAfterRefusedLogins: toNumber(values, "lock-after-refused-logins"),
    allowTokenAccessWithoutOicSession: values["allow-token-access-without-oic-session"],
    requiredHeaders: Object.fromEntries(toPairs(values["require-header"])),
    gateways: [
      ...toPairs(values["require-cookie"]).map((cookie) => requireCookie(...cookie)),
      ...(slash ? [refuseEncodedSlash(slash)] : []),
      ...(path === undefined ? [] : [refusePath(new RegExp(path))]),
    ],
    hiddenHeaders: values["hide-header"],
    stickyLoadBalancer: values["sticky-load-balancer"],
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  await run(given, oneOf(values, "oic-session", ["over", "providerDown"]));
}

async function run(
  options: EmbeddedJenkinsOptions,
  oicSession: "over" | "providerDown" | undefined,
): Promise<void> {
  const jenkins = await startEmbeddedJenkins(options);
  if (oicSession) for (const { id } of defaultUsers) jenkins.setOicSession(id, oicSession);
  const users = defaultUsers.map(({ id, administrator }) => (administrator ? `${id} (administrator)` : id));
  console.log(`Jenkins is up and running at ${jenkins.url}/`);
  console.log(`Users: ${users.join(", ")}. The password of each is its name and "-pw".`);
  console.log("Ctrl-C ends it.");
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void jenkins.close());
}

type Values = Readonly<Record<string, string | string[] | boolean | undefined>>;

function oneOf<Choice extends string>(
  values: Values,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = values[name];
  const choice = choices.find((one) => one === value);
  if (value === undefined || choice !== undefined) return choice;
  throw new RangeError(`--${name} is ${choices.join(" or ")}, not ${value}`);
}

function toNumber(values: Values, name: string): number | undefined {
  const value = values[name];
  if (value === undefined || /^\d+$/.test(`${value}`)) return value === undefined ? undefined : Number(value);
  throw new RangeError(`--${name} is a number, not ${value}`);
}

function toPairs(texts: readonly string[] = []): [name: string, value: string][] {
  return texts.map((text) => {
    const [, name, value] = text.match(/^([^=]+)=(.*)$/) ?? [];
    if (name === undefined || value === undefined) throw new RangeError(`Write name=value, not ${text}`);
    return [name, value];
  });
}
