import { findProblems } from "./connection.ts";
import type { Environment } from "./environment.ts";
import { loadPemFiles } from "./pem.ts";
import type { Problem, ValueProblem } from "./problem.ts";
import { findProxyProblem, proxyOfEnvironment } from "./proxy.ts";
import { readVariable } from "./readReference.ts";
import { type FoundReference, separateReferences } from "./references.ts";
import { risksOf } from "./risks.ts";
import { flagSchema, toMap, urlSchema, usernameSchema } from "./settings.ts";
import type { Origin, Source } from "./sources.ts";

/** What can be known of a connection without reading a secret that it only refers to. */
export interface Inspection {
  /** Undefined when nothing of a connection is set anywhere. */
  readonly origin: Origin | undefined;
  /** Normalized; undefined where it is missing or wrong. */
  readonly url: string | undefined;
  /** The user that it logs in as; undefined where it is missing or wrong. */
  readonly username: string | undefined;
  readonly problems: readonly Problem[];
}

/** An inspection, and what is needed to go on to the connection. */
export interface Inspected extends Inspection {
  /** The values without references. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly references: readonly FoundReference[];
  readonly warnings: readonly string[];
  readonly nameOf: Source["nameOf"];
}

/**
 * Checks the connection of a source. Of `unknownKeys`, the values are still to come. The only files that are read are
 * those of certificates and keys.
 */
export function inspectSource(
  source: Source,
  environment: Environment,
  unknownKeys: ReadonlySet<string> = new Set(),
): Inspected {
  const { origin, nameOf } = source;
  const nothing = { origin, nameOf, url: undefined, username: undefined, values: {}, references: [] };
  if (source.values === undefined) {
    return { ...nothing, problems: source.problems, warnings: source.warnings };
  }
  const given = toMap(source.values);
  if (!given) {
    const problems = findProblems(source.values).map(({ key, reason }) => ({ path: nameOf(key), reason }));
    return { ...nothing, problems, warnings: source.warnings };
  }
  const { values: plain, references, taken, problems: shapeProblems } = separateReferences(given);
  const { values: loaded, problems: fileProblems } = loadPemFiles(plain);
  const { values, trimmed } = trimSecrets(loaded);
  const pending = new Set([...unknownKeys, ...taken, ...fileProblems.flatMap(({ key }) => key ?? [])]);
  const found = [...findProblems(values, pending), ...shapeProblems, ...fileProblems];
  const url = urlSchema.safeParse(values.url).data;
  const hasProxy = given.proxy !== undefined || unknownKeys.has("proxy");
  if (url !== undefined)
    found.push(...findProxyAuthorizationProblem(url, values.headers, hasProxy, environment));
  const proxyProblem = url === undefined || hasProxy ? undefined : findProxyProblem(url, environment);
  return {
    origin,
    nameOf,
    url,
    username: usernameSchema.safeParse(values.username).data,
    values,
    references,
    problems: [
      ...source.problems,
      ...found.map(({ key, reason }) => ({
        path: nameOf(key),
        reason: reason.startsWith("is missing") ? (source.missing.get(key) ?? reason) : reason,
      })),
      ...findUnsetVariables(references, environment).map(({ key, reason }) => ({
        path: nameOf(key),
        reason,
      })),
      ...(proxyProblem ? [proxyProblem] : []),
    ],
    warnings: [
      ...source.warnings,
      ...trimmed.map((key) => `${nameOf(key)} ends with white space or a line break, which is left out.`),
      ...(url === undefined
        ? []
        : risksOf({
            url,
            insecureSkipTlsVerify: flagSchema.safeParse(values.insecureSkipTlsVerify).data ?? false,
          })),
    ],
  };
}

/** A line break at the end of an API token or password comes from the file or variable that it was copied from. */
function trimSecrets(values: Readonly<Record<string, unknown>>) {
  const trimmed = (["apiToken", "password"] as const).flatMap((key) => {
    const value = values[key];
    return typeof value === "string" && value !== value.trimEnd() ? [[key, value.trimEnd()] as const] : [];
  });
  return { values: { ...values, ...Object.fromEntries(trimmed) }, trimmed: trimmed.map(([key]) => key) };
}

/** Without TLS there is no tunnel through the proxy: it would take the header for its own login, and keep it. */
function findProxyAuthorizationProblem(
  url: string,
  headers: unknown,
  hasProxy: boolean,
  environment: Environment,
): ValueProblem[] {
  const isProxied = hasProxy || proxyOfEnvironment(url, environment) !== undefined;
  const names = Object.keys(toMap(headers) ?? {});
  const name = names.find((header) => header.toLowerCase() === "proxy-authorization");
  if (url.startsWith("https:") || !isProxied || name === undefined) return [];
  const reason =
    "reaches no gateway behind a proxy without https; the login of the proxy itself belongs into its URL";
  return [{ key: `headers.${name}`, reason }];
}

function findUnsetVariables(references: readonly FoundReference[], environment: Environment) {
  return references.flatMap(({ key, reference }) => {
    const result = "env" in reference ? readVariable(reference.env, environment) : undefined;
    return result && "reason" in result ? [{ key, reason: result.reason }] : [];
  });
}
