import { parseConnection } from "../../provider/connection/connection.ts";
import { isSameUser } from "../../provider/jenkins/client/credentials.ts";
import { UsageError } from "../usageError.ts";
import type { ConnectionFlags, FoundConnection } from "./foundConnection.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the command line runs in. */
export interface Surroundings {
  readonly environment: Environment;
  /** Asks the person at the terminal for a secret; undefined where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

/** What is known of a connection; what isn't set is left out. */
type Known = Readonly<Partial<Record<"url" | "username" | "apiToken" | "password", string>>>;

/**
 * The connection of `--url` and `--username`, or of the environment. The API token or password comes from the
 * environment, if it belongs to the same login there, else from the person at the terminal.
 *
 * @throws UsageError
 */
export async function fromCommandLine(
  flags: ConnectionFlags,
  { environment, ask }: Surroundings,
): Promise<FoundConnection> {
  const login = whatIsSet({
    url: flags.url ?? environment.JENKINS_URL,
    username: flags.username ?? environment.JENKINS_USER_ID,
  });
  const from = flags.url === undefined && flags.username === undefined ? "environment" : "flags";
  const known = { ...login, ...secretFor(login, environment) };
  if (Object.keys(known).length === 0) throw new UsageError(howToConnect);
  let result = parseConnection(known);
  if ("problems" in result && result.problems.every(isMissingSecret) && ask) {
    result = parseConnection({
      ...known,
      ...toSecret(await ask(`API token or password of ${known.username}: `)),
    });
  }
  if ("connection" in result) return { connection: result.connection, from };
  const lines = result.problems.map((problem) => {
    if (isMissingSecret(problem)) return whereSecretGoes;
    return `${nameOf(problem.key, from, flags, environment)}: ${problem.reason}`;
  });
  throw new UsageError(lines.join("\n"));
}

const howToConnect =
  "Tell which Jenkins to look at: --url and --username, or --stack with the name of a Pulumi stack that has a connection " +
  "in its configuration, or JENKINS_URL, JENKINS_USER_ID, and JENKINS_API_TOKEN or JENKINS_PASSWORD in the environment.";

const whereSecretGoes =
  "The API token or password is missing: put it into JENKINS_API_TOKEN or JENKINS_PASSWORD, or run this on a terminal " +
  "to be asked for it.";

/** The secret of the environment; one that belongs to another controller or user there must not be sent to this one. */
function secretFor({ url = "", username = "" }: Known, environment: Environment): Known {
  const { JENKINS_URL, JENKINS_USER_ID, JENKINS_API_TOKEN, JENKINS_PASSWORD } = environment;
  const isOfThisLogin =
    (!JENKINS_URL || toComparable(JENKINS_URL) === toComparable(url)) &&
    (!JENKINS_USER_ID || isSameUser(JENKINS_USER_ID, username));
  return isOfThisLogin ? whatIsSet({ apiToken: JENKINS_API_TOKEN, password: JENKINS_PASSWORD }) : {};
}

function isMissingSecret({
  key,
  reason,
}: {
  readonly key: string | undefined;
  readonly reason: string;
}): boolean {
  return key === "apiToken" && reason.startsWith("is missing");
}

/** API tokens are `11` and 32 hex digits; the one legacy token of a user is 32 hex digits. */
function toSecret(secret: string): Known {
  return whatIsSet(/^(11)?[0-9a-f]{32}$/.test(secret) ? { apiToken: secret } : { password: secret });
}

function nameOf(key = "url", from: string, flags: ConnectionFlags, environment: Environment): string {
  if (key === "apiToken") return "JENKINS_API_TOKEN";
  if (key === "password") return "JENKINS_PASSWORD";
  const isUrl = key === "url";
  const [flag, variable] = isUrl ? ["--url", "JENKINS_URL"] : ["--username", "JENKINS_USER_ID"];
  const isFlag = (isUrl ? flags.url : flags.username) !== undefined;
  return isFlag || (from === "flags" && !environment[variable]) ? flag : variable;
}

function toComparable(url: string): string {
  return (URL.canParse(url) ? new URL(url).href : url).replace(/\/+$/, "");
}

/** An empty variable counts as not set, as everywhere in a shell. */
function whatIsSet(values: Readonly<Record<string, string | undefined>>): Known {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ""),
  );
}
