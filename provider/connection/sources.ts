import { type Connection, type ConnectionInput, connectionKeys, parseConnection } from "./connection.ts";
import { findProxyProblem } from "./proxy.ts";
import { parseJsonText, urlSchema } from "./settings.ts";

/** Reads a key of the stack's configuration; undefined where it isn't set. */
export type ReadConfig = (key: string) => string | undefined;

/** What a resource says of its connection. */
export interface ConnectionChoice {
  /** A connection of its own. */
  readonly connection?: unknown;
  /** The name of one in the stack's configuration. */
  readonly controller?: string | undefined;
}

/** Where a connection can come from. The first that has anything is taken whole: keys of two are never mixed. */
export interface ConnectionSources extends ConnectionChoice {
  readonly config: ReadConfig;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A connection, or what is missing or wrong, under the name that the person who set it knows. */
export type ResolvedConnection =
  | { readonly connection: Connection; readonly origin: Origin }
  | {
      readonly problems: readonly Problem[];
      /** Undefined when nothing of a connection is set anywhere. */
      readonly origin: Origin | undefined;
    };

interface Problem {
  readonly setting: string;
  readonly reason: string;
}

type Origin = "resource" | "controller" | "config" | "environment";

interface Source {
  readonly origin: Origin;
  /** Undefined when nothing of a connection is set here. */
  readonly raw: unknown;
  /** The name of a key in this source; of the source itself without one. */
  readonly nameOf: (key?: string) => string;
}

/** The connection of the first source that has any part of one. */
export function resolveConnection(sources: ConnectionSources): ResolvedConnection {
  const problem = sources.connection === undefined && controllerProblem(sources);
  if (problem) return { problems: [problem], origin: "controller" };
  const candidates = [fromResource, fromController, fromConfig, fromEnvironment].map((from) => from(sources));
  const source = candidates.find(({ raw }) => raw !== undefined);
  if (!source) return { problems: [], origin: undefined };
  const { origin, raw, nameOf } = source;
  const result = parseConnection(raw);
  const found = "problems" in result ? result.problems : [];
  const problems = [
    ...found.map(({ key, reason }) => ({ setting: nameOf(key), reason })),
    ...proxyProblems(raw, sources.environment),
  ];
  return "connection" in result && problems.length === 0
    ? { connection: result.connection, origin }
    : { problems, origin };
}

/** What is wrong with the proxy of the environment; which one that is, the URL alone tells. */
function proxyProblems(raw: unknown, environment: ConnectionSources["environment"]): Problem[] {
  const { url, proxy } = toMap(raw) ?? {};
  const { data } = urlSchema.safeParse(url);
  const problem = data === undefined || proxy !== undefined ? undefined : findProxyProblem(data, environment);
  return problem ? [problem] : [];
}

function fromResource({ connection }: ConnectionSources): Source {
  return { origin: "resource", raw: connection, nameOf: (key) => (key ? `connection.${key}` : "connection") };
}

const controllersKey = "jenkins:controllers";

/** Why the controller that the resource names can't be had; undefined where it names none, or one that is there. */
function controllerProblem(sources: ConnectionSources): Problem | undefined {
  const { controller, config } = sources;
  if (controller === undefined) return undefined;
  const controllers = controllersOf(sources);
  if (!controllers && config(controllersKey)) {
    return { setting: controllersKey, reason: "must be a map of connections by name" };
  }
  const names = Object.keys(controllers ?? {});
  if (names.includes(controller)) return undefined;
  const existing = names.length > 0 ? `there are ${names.join(", ")}` : "there are none";
  const reason = `'${controller}' is not in ${controllersKey} of the stack's configuration; ${existing}`;
  return { setting: "controller", reason };
}

function fromController(sources: ConnectionSources): Source {
  const { controller = "" } = sources;
  const nameOf = (key?: string) => [controllersKey, controller, key].filter(Boolean).join(".");
  return { origin: "controller", raw: withTexts(controllersOf(sources)?.[controller]), nameOf };
}

/** Undefined where the stack's configuration has no map of them. */
function controllersOf({ config }: ConnectionSources): Readonly<Record<string, unknown>> | undefined {
  return toMap(parseJsonText(config(controllersKey)));
}

/** `pulumi config set --path` makes a number of a text of digits, such as the user ID 12345. */
function withTexts(raw: unknown): unknown {
  const connection = toMap(raw);
  if (!connection) return raw;
  const texts = (["username", "apiToken", "password"] as const).flatMap((key) =>
    Number.isSafeInteger(connection[key]) ? [[key, String(connection[key])]] : [],
  );
  return { ...connection, ...Object.fromEntries(texts) };
}

function toMap(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function fromConfig({ config }: ConnectionSources): Source {
  const nameOf = (key?: string) => `jenkins:${key ?? "url"}`;
  return { origin: "config", raw: collect(connectionKeys.map((key) => [key, config(nameOf(key))])), nameOf };
}

/** The names that Jenkins' own command line uses, and one for the password. */
const environmentNames: Readonly<Partial<Record<keyof ConnectionInput, string>>> = {
  url: "JENKINS_URL",
  username: "JENKINS_USER_ID",
  apiToken: "JENKINS_API_TOKEN",
  password: "JENKINS_PASSWORD",
};

function fromEnvironment({ environment }: ConnectionSources): Source {
  const names = Object.entries(environmentNames);
  return {
    origin: "environment",
    raw: collect(names.map(([key, name]) => [key, environment[name]])),
    nameOf: (key) => environmentNames[key as keyof ConnectionInput] ?? key ?? "JENKINS_URL",
  };
}

/** The entries that are set; undefined when none is. An empty text counts as not set, as everywhere in a shell. */
function collect(
  entries: readonly (readonly [string, string | undefined])[],
): Record<string, string> | undefined {
  const set = entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}
