import { JenkinsError } from "../errors/jenkinsError.ts";
import type { Secrets } from "../http/secrets.ts";
import type { Credentials } from "../jenkins/client/credentials.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { type ClientPoolOptions, createClientPool } from "./clientPool.ts";
import { type Connection, parseConnection } from "./connection.ts";
import { type Inspected, type Inspection, inspectSource } from "./inspect.ts";
import { loadPemFiles } from "./pem.ts";
import type { Problem, ValueProblem } from "./problem.ts";
import { createReferenceReader, type ReferenceReader } from "./readReference.ts";
import { withTexts } from "./references.ts";
import { type ConnectionChoice, findSource, type Sources } from "./sources.ts";

/** The sources of connections. */
export interface ConnectionsOptions extends Sources, Omit<ClientPoolOptions, "environment"> {
  /** How long the command of a secret by reference may take, in milliseconds. Default: 30 000. */
  readonly commandTimeoutMs?: number | undefined;
}

/** The connections of one process. Each choice is resolved once, however many resources share it. */
export interface Connections {
  /**
   * What can be known of a connection without a request and without reading a secret by reference: where it leads, who
   * logs in, and all that is wrong with it. Synchronous. Warns, once, of what it risks.
   *
   * In a preview, parts of a resource's `connection` may be outputs of resources still to be created: leave these keys
   * out of `choice.connection` and name them in `unknownKeys`.
   */
  inspect(choice: ConnectionChoice, unknownKeys?: ReadonlySet<string>): Inspection;
  /**
   * The connection itself, with the secrets that it refers to.
   *
   * @throws JenkinsError `connectionMissing`, `connectionInvalid`, `interrupted`
   */
  resolve(choice: ConnectionChoice): Promise<Connection>;
  /** The client for it: one for each connection, with its session and sockets. Throws as `resolve` does. */
  connect(choice: ConnectionChoice): Promise<JenkinsClient>;
  /**
   * A client with another login, or at another URL, that otherwise connects as the chosen connection does. Its headers
   * are left out at another URL: they may be secrets of its own gateway.
   */
  connectAs(credentials: Credentials, url: string, choice: ConnectionChoice): Promise<JenkinsClient>;
}

/** Connections by stack configuration and environment; nothing is read before it is needed. */
export function createConnections(options: ConnectionsOptions): Connections {
  const { environment, secrets } = options;
  const warnOnce = toOnce(options.warn);
  const clientOf = createClientPool({ ...options, warn: warnOnce });
  const read = createReferenceReader({ ...options, cancelled: options.interruption });
  const inspections = new Map<string, Inspected>();
  const connections = new Map<string, Promise<Connection>>();

  function inspect(choice: ConnectionChoice, unknownKeys: ReadonlySet<string> = new Set()): Inspected {
    const key = JSON.stringify([keyOf(choice), ...unknownKeys]);
    const known = inspections.get(key);
    if (known) return known;
    const inspected = inspectSource(findSource(choice, options), environment, unknownKeys);
    rememberSecrets(secrets, inspected);
    for (const warning of inspected.warnings) warnOnce(warning);
    inspections.set(key, inspected);
    return inspected;
  }

  function resolve(choice: ConnectionChoice): Promise<Connection> {
    const key = keyOf(choice);
    const connection = connections.get(key) ?? complete(inspect(choice), read, options.interruption);
    connections.set(key, connection);
    return connection;
  }

  return {
    inspect,
    resolve,
    connect: async (choice) => clientOf(await resolve(choice)),
    connectAs: async (credentials, url, choice) =>
      clientOf(elsewhere(await resolve(choice), credentials, url)),
  };
}

function keyOf({ connection, controller }: ConnectionChoice): string {
  return JSON.stringify([connection, controller]);
}

function toOnce(warn: (message: string) => void): (message: string) => void {
  const warned = new Set<string>();
  return (message) => {
    if (warned.has(message)) return;
    warned.add(message);
    warn(message);
  };
}

/** Before anything can fail. */
function rememberSecrets(secrets: Secrets, { values }: Inspected): void {
  for (const value of [values.apiToken, values.password]) if (typeof value === "string") secrets.add(value);
}

async function complete(
  inspected: Inspected,
  read: ReferenceReader,
  cancelled: AbortSignal | undefined,
): Promise<Connection> {
  const { origin, nameOf, url = "" } = inspected;
  const toProblem = ({ key, reason }: ValueProblem): Problem => ({ path: nameOf(key), reason });
  throwProblems(inspected);
  const results = await Promise.all(
    inspected.references.map(async ({ key, reference }) => ({ key, ...(await read(reference)) })),
  );
  const failures = results.filter((result) => "reason" in result);
  if (failures.length > 0 && cancelled?.aborted) throw new JenkinsError("interrupted", { url });
  throwProblems({ origin, problems: failures.map(toProblem) });
  const texts = results.flatMap((result) => ("text" in result ? [[result.key, result.text] as const] : []));
  // The text of `clientKey` may be the path of a file.
  const { values, problems } = loadPemFiles(withTexts(inspected.values, new Map(texts)));
  throwProblems({ origin, problems: problems.map(toProblem) });
  const result = parseConnection(values);
  if ("connection" in result) return result.connection;
  throw new JenkinsError("connectionInvalid", { problems: result.problems.map(toProblem) });
}

function throwProblems({ origin, problems }: Pick<Inspection, "origin" | "problems">): void {
  if (origin === undefined) throw new JenkinsError("connectionMissing", {});
  if (problems.length > 0) throw new JenkinsError("connectionInvalid", { problems });
}

function elsewhere(connection: Connection, credentials: Credentials, url: string): Connection {
  const headers = url === connection.url ? connection.headers : {};
  return { ...connection, credentials, url, headers };
}
