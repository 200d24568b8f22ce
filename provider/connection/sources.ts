import { toConfigPath } from "./configPath.ts";
import { type ConnectionKey, connectionKeys, missingCredential } from "./connection.ts";
import {
  addFromEnvironment,
  type Environment,
  readVariables,
  toVariablePart,
  variableOf,
} from "./environment.ts";
import type { Problem } from "./problem.ts";
import { secretKeys } from "./references.ts";
import { parseJsonText, toMap } from "./settings.ts";
import { toShownName } from "./shownName.ts";

/** Reads a key of the stack's configuration; undefined where it isn't set. */
export type ReadConfig = (key: string) => string | undefined;

/** What a resource says of its connection. */
export interface ConnectionChoice {
  /** A connection of its own. */
  readonly connection?: unknown;
  /** The name of one in the stack's configuration. */
  readonly controller?: string | undefined;
}

/** Where a connection comes from. */
export type Origin = "resource" | "controller" | "config" | "environment";

/** Where connections can come from. */
export interface Sources {
  readonly config: ReadConfig;
  readonly environment: Environment;
}

/** The source that a choice leads to. */
export interface Source {
  /** Undefined when nothing of a connection is set anywhere. */
  readonly origin: Origin | undefined;
  /** The values, not checked yet; undefined where there are none. */
  readonly values: unknown;
  /** The name by which the person who set a key knows it; of the source itself without one. */
  nameOf(key?: string): string;
  /** What to say where a key is missing, for those where there is more to say. */
  readonly missing: ReadonlyMap<string | undefined, string>;
  /** What is wrong with the source itself. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

type Unused = ReturnType<typeof addFromEnvironment>["unused"];

const controllersKey = "jenkins:controllers";

const nothing = { values: undefined, problems: [], warnings: [], missing: new Map<string, string>() };

/**
 * Finds the first source that has anything of a connection: the resource's own, the named controller, the stack's
 * configuration, the environment. It is taken whole; only the credential and headers of one in the stack's configuration
 * may come from the environment.
 */
export function findSource(choice: ConnectionChoice, { config, environment }: Sources): Source {
  const { connection, controller } = choice;
  if (connection !== undefined && controller !== undefined) {
    const reason = "is given besides controller; give only one of the two";
    return failed("resource", { path: "connection", reason });
  }
  if (connection !== undefined) return fromResource(connection, environment);
  if (controller !== undefined) return fromController(controller, config, environment);
  return (
    fromConfig(config, environment) ??
    fromEnvironment(environment) ?? { ...nothing, origin: undefined, nameOf: (key) => key ?? "connection" }
  );
}

/** The names in `jenkins:controllers` of the stack's configuration. */
export function controllerNames(config: ReadConfig): string[] {
  return Object.keys(toMap(parseJsonText(config(controllersKey))) ?? {});
}

function failed(origin: Origin, problem: Problem): Source {
  return { ...nothing, origin, nameOf: (key) => key ?? "connection", problems: [problem] };
}

function fromResource(values: unknown, environment: Environment): Source {
  const { apiToken, password } = readVariables(environment);
  const seen = [
    ...(apiToken === undefined ? [] : ([["apiToken", variableOf("apiToken")]] as const)),
    ...(password === undefined ? [] : ([["password", variableOf("password")]] as const)),
  ];
  const hints = seen.flatMap(([key, variable]) => [
    `${variable} is set, but a \`connection\` uses no variable by itself.`,
    `To use it, give ${key}: { env: "${variable}" }.`,
  ]);
  return {
    ...nothing,
    origin: "resource",
    values,
    nameOf: (key) => (key ? `connection.${key}` : "connection"),
    missing: new Map([["apiToken", toLines(missingCredential, hints)]]),
  };
}

function fromController(controller: string, config: ReadConfig, environment: Environment): Source {
  const text = config(controllersKey);
  const controllers = toMap(parseJsonText(text));
  if (text && !controllers) {
    return failed("controller", { path: controllersKey, reason: "must be a map of connections by name" });
  }
  const names = Object.keys(controllers ?? {});
  if (!names.includes(controller)) {
    const existing = names.length > 0 ? `there are ${names.join(", ")}` : "there are none";
    const reason = `'${toShownName(controller)}' is not in ${controllersKey} of the stack's configuration; ${existing}`;
    return failed("controller", { path: "controller", reason });
  }
  const alike = names.filter((name) => toVariablePart(name) === toVariablePart(controller));
  if (alike.length > 1) {
    const reason = `the variables of ${alike.join(" and ")} have the same names (${variableOf("apiToken", controller)} and so on); rename one`;
    return failed("controller", { path: controllersKey, reason });
  }
  const nameOf = (key?: string) => [controllersKey, controller, key].filter(Boolean).join(".");
  const values = toMap(controllers?.[controller]);
  if (!values) return { ...nothing, origin: "controller", values: null, nameOf };
  return fromStack("controller", numbersToTexts(values), nameOf, environment, controller);
}

function fromConfig(config: ReadConfig, environment: Environment): Source | undefined {
  const nameOf = (key?: string) => `jenkins:${key ?? "url"}`;
  const entries = connectionKeys.flatMap((key) => {
    const text = config(nameOf(key));
    return text ? [[key, isSecretKey(key) ? objectOrText(text) : text] as const] : [];
  });
  if (entries.length === 0) return undefined;
  return fromStack("config", Object.fromEntries(entries), nameOf, environment);
}

function fromStack(
  origin: Origin,
  own: Readonly<Record<string, unknown>>,
  nameOf: (key?: string) => string,
  environment: Environment,
  controller?: string,
): Source {
  const { values, variables, problems, unused } = addFromEnvironment(own, environment, controller);
  return {
    origin,
    values,
    nameOf: (key) => variables.get(key ?? "") ?? nameOf(key),
    missing: new Map([
      ["apiToken", toLines(missingCredential, credentialHints(unused, environment, controller))],
      ...(controller === undefined ? takenWhole(own, nameOf, environment) : []),
    ]),
    problems,
    warnings: unused
      .filter(({ variable }) => variable === variableOf("headers", controller))
      .map(({ variable, reason }) => `${variable} is not used for ${nameOf()}: ${reason}.`),
  };
}

/** A variable for a key that is missing is not used beside what the configuration has. */
function takenWhole(
  own: Readonly<Record<string, unknown>>,
  nameOf: (key?: string) => string,
  environment: Environment,
): [key: string, reason: string][] {
  const [set = ""] = Object.keys(own);
  return (["url", "username"] as const).flatMap((key) => {
    const variable = variableOf(key);
    return environment[variable]
      ? [
          [
            key,
            `is missing.\n  ${variable} is set, but not used beside the stack's configuration,\n  which has ${nameOf(set)}.`,
          ],
        ]
      : [];
  });
}

/** Which variables were seen, why they were not used, and what to do; each in a line. */
function credentialHints(unused: Unused, environment: Environment, controller?: string): string[] {
  const keys = ["apiToken", "password"] as const;
  const hints = keys.flatMap((key) => {
    const variable = variableOf(key, controller);
    const path =
      controller === undefined
        ? toConfigPath(`jenkins:${key}`, "env")
        : toConfigPath(controllersKey, controller, key, "env");
    const command = (name: string) => `pulumi config set --path '${path}' ${name}`;
    const found = unused.find((entry) => entry.variable === variable);
    if (found) {
      return [
        `${variable} is set, but not used:`,
        `${found.reason}.`,
        ...(found.reason.startsWith("JENKINS_URL ")
          ? ["Jenkins itself sets JENKINS_URL in its builds."]
          : []),
        "If it is for this connection, run",
        command(variable),
      ];
    }
    const unnamed = variableOf(key);
    if (controller === undefined || !environment[unnamed]) return [];
    return [
      `${unnamed} is set, but not used for a named controller.`,
      `If it is for this one, set ${variable}, or run`,
      command(unnamed),
    ];
  });
  return hints.length > 0
    ? hints
    : [`Or set ${keys.map((key) => variableOf(key, controller)).join(" or ")}.`];
}

/** A reason with more to say, which a terminal shows line by line. */
function toLines(reason: string, more: readonly string[]): string {
  return more.length === 0 ? reason : [`${reason}.`, ...more].join("\n  ");
}

/** `pulumi config set --path` turns a text of digits into a number, such as the user ID 12345. */
function numbersToTexts(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const texts = (["username", "apiToken", "password"] as const).flatMap((key) =>
    Number.isSafeInteger(values[key]) ? [[key, String(values[key])]] : [],
  );
  return { ...values, ...Object.fromEntries(texts) };
}

function isSecretKey(key: ConnectionKey): boolean {
  return (secretKeys as readonly string[]).includes(key);
}

/** Stack configuration holds a reference as JSON; any other text is meant as it is. */
function objectOrText(text: string): unknown {
  return toMap(parseJsonText(text)) ?? text;
}

function fromEnvironment(environment: Environment): Source | undefined {
  const { headers, ...values } = readVariables(environment);
  if (Object.keys(values).length === 0) return undefined;
  return {
    ...nothing,
    origin: "environment",
    values: { ...values, ...(headers === undefined ? {} : { headers }) },
    nameOf: (key = "url") => {
      const [first = "", ...rest] = key.split(".");
      return [variableOf(first as Parameters<typeof variableOf>[0]), ...rest].join(".");
    },
  };
}
