import { setTimeout as delay } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { refuseEncodedSlash, refusePath, requireCookie } from "./gateways/gateway.ts";
import { defaultUsers, type EmbeddedJenkinsOptions } from "./options.ts";
import { startEmbeddedJenkins } from "./startEmbeddedJenkins.ts";

/** Options of the embedded Jenkins under their own names, and those that are made of flags. */
interface Flags extends EmbeddedJenkinsOptions {
  readonly jenkinsVersion?: string;
  readonly cloudbees?: NonNullable<EmbeddedJenkinsOptions["cloudBees"]>;
  readonly responseDelayMs?: number;
  readonly oicSession?: "over" | "providerDown";
  readonly requireHeader?: Readonly<Record<string, string>>;
  readonly requireCookie?: Readonly<Record<string, string>>;
  readonly refuseEncodedSlash?: "nginx" | "apache";
  readonly refusePath?: RegExp;
  readonly hideHeader?: readonly string[];
}

const oneOf = (flags: string, description: string, ...choices: string[]) =>
  new Option(flags, description).choices(choices);

await new Command("node emulator/main.ts")
  .description("Starts an embedded Jenkins on 127.0.0.1 and runs it until Ctrl-C.")
  .optionsGroup("The controller:")
  .option("--port <number>", "default: a free one", toNumber)
  .option("--context-path <path>", "such as /jenkins; default: none")
  .option("--jenkins-version <version>", "such as 2.346.3; default: 2.568.2")
  .option("--no-crumb-issuer", "requests need no crumb")
  .option("--admin-can-generate-new-tokens", "administrators may generate tokens for others")
  .option("--legacy-tokens", "users may generate legacy tokens")
  .addOption(oneOf("--cloudbees <role>", "CloudBees CI", "connectedController", "operationsCenter"))
  .option("--no-usage-statistics", "uses of tokens are not counted")
  .option("--instance-identity <text>", "X-Instance-Identity of each page")
  .option("--response-delay-ms <number>", "how long each response takes", toNumber)
  .optionsGroup("Users and their logins:")
  .option("--single-sign-on", "passwords don't work, API tokens do")
  .option("--security-realm <class>", "default: what fits the other options")
  .option("--case-sensitive-users", '"svc" and "SVC" are two users')
  .option("--lock-after-refused-logins <number>", "the directory locks an account after so many", toNumber)
  .addOption(oneOf("--oic-session <state>", "of every user: tokens get 302, or 401", "over", "providerDown"))
  .option("--allow-token-access-without-oic-session", "the switch of the plugin oic-auth")
  .optionsGroup("What stands before Jenkins:")
  .option("--require-header <name=value>", "may be repeated", collect)
  .option("--require-cookie <name=value>", "may be repeated", collect)
  .addOption(oneOf("--refuse-encoded-slash <server>", "paths with %2F get 400 or 404", "nginx", "apache"))
  .option("--refuse-path <regular expression>", "such as /scriptText$", toPattern)
  .option("--hide-header <name...>", "such as X-Jenkins")
  .option("--sticky-load-balancer", "a session is known to one node alone")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .action(run)
  .parseAsync();

async function run(flags: Flags): Promise<void> {
  const { jenkinsVersion, cloudbees, responseDelayMs, oicSession, hideHeader, ...options } = flags;
  const {
    requireHeader,
    requireCookie: cookies,
    refuseEncodedSlash: slash,
    refusePath: path,
    ...rest
  } = options;
  const jenkins = await startEmbeddedJenkins({
    ...rest,
    ...(jenkinsVersion !== undefined && { version: jenkinsVersion }),
    ...(cloudbees && { cloudBees: cloudbees }),
    ...(responseDelayMs !== undefined && { responseDelay: () => delay(responseDelayMs) }),
    ...(hideHeader && { hiddenHeaders: hideHeader }),
    requiredHeaders: requireHeader ?? {},
    gateways: [
      ...Object.entries(cookies ?? {}).map((cookie) => requireCookie(...cookie)),
      ...(slash ? [refuseEncodedSlash(slash)] : []),
      ...(path ? [refusePath(path)] : []),
    ],
  });
  if (oicSession) for (const { id } of defaultUsers) jenkins.setOicSession(id, oicSession);
  const users = defaultUsers.map(({ id, administrator }) => (administrator ? `${id} (administrator)` : id));
  console.log(`Jenkins is up and running at ${jenkins.url}/`);
  console.log(`Users: ${users.join(", ")}. The password of each is its name and "-pw".`);
  console.log("Ctrl-C ends it.");
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void jenkins.close());
}

function toNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a number.");
}

function toPattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** Adds `name=value` to the pairs before it. */
function collect(text: string, pairs: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, name, value] = text.match(/^([^=]+)=(.*)$/) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError("Write name=value.");
  return { ...pairs, [name]: value };
}
