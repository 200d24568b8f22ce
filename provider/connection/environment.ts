import { toPlainLine } from "../errors/plainText.ts";
import { isSameUser } from "../jenkins/client/credentials.ts";
import type { Problem } from "./problem.ts";
import { parseJsonText, toMap, urlSchema } from "./settings.ts";

/** The variables of a process. An empty one counts as not set, as everywhere in a shell. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The names that Jenkins' own command line uses, one for the password, and one for headers. */
const suffixes = {
  url: "URL",
  username: "USER_ID",
  apiToken: "API_TOKEN",
  password: "PASSWORD",
  headers: "HEADERS",
} as const;

type EnvironmentKey = keyof typeof suffixes;

/** The name of a variable for the connection without a name, or for a named controller: `JENKINS_EU_API_TOKEN`. */
export function variableOf(key: EnvironmentKey, controller?: string): string {
  return ["JENKINS", ...(controller === undefined ? [] : [toVariablePart(controller)]), suffixes[key]].join(
    "_",
  );
}

/** A controller's name as it stands in the names of its variables. */
export function toVariablePart(controller: string): string {
  return controller.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** What the environment holds of a connection, by the keys of connections. */
export function readVariables(
  environment: Environment,
  controller?: string,
): Partial<Record<EnvironmentKey, string>> {
  const keys = Object.keys(suffixes) as EnvironmentKey[];
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = environment[variableOf(key, controller)];
      return value ? [[key, value]] : [];
    }),
  );
}

/** What the environment adds to a connection of the stack's configuration. */
export interface Addition {
  /** The values with those of the environment. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The variables that values come from, by key: `apiToken`, `headers.X-Key`. */
  readonly variables: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
  /** Why a variable that is set was not used. */
  readonly unused: readonly { readonly variable: string; readonly reason: string }[];
}

/**
 * Adds the credential and the headers of the environment to a connection that has no credential of its own, and headers
 * that it doesn't have.
 *
 * A secret must not travel to a controller it was not given for. So the variables count only where those for the URL and
 * the user are unset, or equal the connection's own.
 */
export function addFromEnvironment(
  given: Readonly<Record<string, unknown>>,
  environment: Environment,
  controller?: string,
): Addition {
  const found = readVariables(environment, controller);
  const needsCredential = given.apiToken === undefined && given.password === undefined;
  const wanted = (["apiToken", "password", "headers"] as const).filter(
    (key) => found[key] !== undefined && (key === "headers" || needsCredential),
  );
  const reason = otherLogin(given, found, controller);
  if (reason !== undefined) {
    const unused = wanted.map((key) => ({ variable: variableOf(key, controller), reason }));
    return { values: given, variables: new Map(), problems: [], unused };
  }
  const credentials = wanted.filter((key) => key !== "headers");
  const headers = addHeaders(given.headers, found.headers, variableOf("headers", controller));
  return {
    values: {
      ...given,
      ...Object.fromEntries(credentials.map((key) => [key, found[key]])),
      ...(headers.values && { headers: headers.values }),
    },
    variables: new Map([
      ...credentials.map((key) => [key, variableOf(key, controller)] as const),
      ...headers.variables,
    ]),
    problems: headers.problems,
    unused: [],
  };
}

/** How the environment's login differs from the connection's; undefined where it doesn't. */
function otherLogin(
  { url, username }: Readonly<Record<string, unknown>>,
  found: ReturnType<typeof readVariables>,
  controller?: string,
): string | undefined {
  if (found.url !== undefined) {
    const [own, others] = [url, found.url].map((text) => urlSchema.safeParse(text).data);
    if (others === undefined) return `${variableOf("url", controller)} is not the URL of a controller`;
    if (own !== others) return `${variableOf("url", controller)} is another controller: ${others}`;
  }
  if (
    found.username !== undefined &&
    !(typeof username === "string" && isSameUser(username, found.username))
  ) {
    return `${variableOf("username", controller)} is another user: ${toPlainLine(found.username)}`;
  }
  return undefined;
}

/** The connection's own headers win; names are compared without regard to case. */
function addHeaders(given: unknown, text: string | undefined, variable: string) {
  const own = given === undefined ? {} : toMap(parseJsonText(given));
  if (text === undefined || !own) return { variables: [], problems: [] };
  const others = toMap(parseJsonText(text));
  if (!others) {
    return { variables: [], problems: [{ path: variable, reason: "must be a JSON object of headers" }] };
  }
  const ownNames = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const added = Object.entries(others).filter(([name]) => !ownNames.has(name.toLowerCase()));
  return {
    values: { ...own, ...Object.fromEntries(added) },
    variables: [
      ...(ownNames.size === 0 ? [["headers", variable] as const] : []),
      ...added.map(([name]) => [`headers.${name}`, `${variable}.${name}`] as const),
    ],
    problems: [],
  };
}
