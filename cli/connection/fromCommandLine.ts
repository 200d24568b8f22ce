import {
  type Connections,
  type ConnectionsOptions,
  createConnections,
} from "../../provider/connection/connections.ts";
import { addFromEnvironment } from "../../provider/connection/environment.ts";
import type { Problem } from "../../provider/connection/problem.ts";
import { UsageError } from "../usageError.ts";
import type { ConnectionFlags, FoundConnection } from "./foundConnection.ts";

/** What the command line runs in. */
export interface Surroundings extends Pick<ConnectionsOptions, "environment" | "secrets"> {
  /** Asks the person at the terminal for a secret; undefined without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
}

/**
 * The connection of `--url` and `--username`, or of the environment. The API token or password comes from the
 * environment, if it belongs to the same login there, else from the person at the terminal.
 *
 * @throws UsageError
 */
export async function fromCommandLine(
  flags: ConnectionFlags,
  { ask, ...options }: Surroundings,
): Promise<FoundConnection> {
  const { environment } = options;
  const url = flags.url ?? environment.JENKINS_URL ?? "";
  const username = flags.username ?? environment.JENKINS_USER_ID ?? "";
  const from = flags.url === undefined && flags.username === undefined ? "environment" : "flags";
  const connect = (more: Readonly<Record<string, string>> = {}): Connections => {
    const given: Readonly<Record<string, string>> = { url, username, ...more };
    const config = (key: string) => given[key.replace("jenkins:", "")];
    // The report itself says what a connection risks.
    return createConnections({ ...options, config, warn: () => {}, now: () => new Date() });
  };
  let connections = connect();
  let { origin, problems, ...inspected } = connections.inspect({});
  if (origin === undefined) throw new UsageError(howToConnect);
  const unused = addFromEnvironment({ url, username }, environment).unused.map(
    ({ variable, reason }) => `${variable} is set, but not used: ${reason}.`,
  );
  if (problems.length > 0 && problems.every(isMissingSecret) && ask) {
    const question = `API token or password of ${inspected.username}: `;
    connections = connect(toSecret(await ask([...unused, question].join("\n"))));
    ({ problems } = connections.inspect({}));
  }
  if (problems.length === 0) return { connection: await connections.resolve({}), from };
  const lines = problems.map((problem) =>
    isMissingSecret(problem)
      ? [...unused, whereSecretGoes].join("\n")
      : `${nameOf(problem.path, flags)}: ${problem.reason}`,
  );
  throw new UsageError(lines.join("\n"));
}

const howToConnect =
  "Say which Jenkins to check: --url and --username, or --stack with the name of a Pulumi stack that has a connection " +
  "in its configuration, or JENKINS_URL, JENKINS_USER_ID, and JENKINS_API_TOKEN or JENKINS_PASSWORD in the environment.";

const whereSecretGoes =
  "The API token or password is missing: put it into JENKINS_API_TOKEN or JENKINS_PASSWORD, or run this on a terminal " +
  "to be asked for it.";

function isMissingSecret({ path, reason }: Problem): boolean {
  return path.endsWith("apiToken") && reason.startsWith("is missing");
}

/** API tokens are `11` and 32 hex digits; the one legacy token of a user is 32 hex digits. */
function toSecret(secret: string): Readonly<Record<string, string>> {
  return /^(11)?[0-9a-f]{32}$/.test(secret) ? { apiToken: secret } : { password: secret };
}

/** A problem is reported under the name of the flag, where flags are given, else under that of the variable. */
function nameOf(path: string, flags: ConnectionFlags): string {
  const hasFlags = flags.url !== undefined || flags.username !== undefined;
  return hasFlags
    ? path.replace(/^jenkins:/, "--")
    : path.replace("jenkins:url", "JENKINS_URL").replace("jenkins:username", "JENKINS_USER_ID");
}
