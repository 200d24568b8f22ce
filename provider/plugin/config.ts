import { isDeepStrictEqual } from "node:util";
import { configKeys, findConfigWarnings } from "../connection/configWarnings.ts";
import { connectionKeys } from "../connection/connection.ts";
import { describeUnknownInput } from "../connection/didYouMean.ts";
import { inspectSource } from "../connection/inspect.ts";
import { findSource } from "../connection/sources.ts";
import type { Change, Problem } from "../token/index.ts";
import { toSecret } from "./outputs.ts";
import { type PlainProperties, Secret, toPlain, unknownValue, type WireProperties } from "./wire.ts";

/** What the engine itself gives to every provider, beside what it keeps under names of two underscores. */
const engineKeys = ["version", "pluginDownloadURL"];

/** Secret whether or not the user marked it; a header or a proxy may hold a login. */
const secretKeys = ["apiToken", "password", "clientKey", "proxy", "headers", "controllers"];

/** A checked configuration with its warnings, or what is wrong with it. */
type CheckedConfig =
  | { readonly inputs: WireProperties; readonly warnings: readonly string[] }
  | { readonly problems: readonly Problem[] };

/**
 * The configuration of a provider instance, or what is wrong with it. What is missing is no problem here: the environment
 * may have it, or no resource may need it. Of a default provider it is the stack's configuration, where a key that means
 * nothing is no problem: another provider may share the namespace.
 */
export function checkConfig(urn: string, news: WireProperties): CheckedConfig {
  const given = ownKeys(toPlain(news));
  const unknownKeys = new Set(Object.keys(given).filter((key) => hasUnknown(given[key])));
  const isDefault = isDefaultProvider(urn);
  const problems = [
    ...Object.keys(given)
      .filter((key) => !isDefault && !configKeys.includes(key))
      .map((path) => ({ path, reason: describeUnknownInput(path, configKeys) })),
    ...connectionProblems(given, unknownKeys),
    ...controllersProblems(given.controllers),
  ];
  if (problems.length > 0) return { problems };
  const marked = secretKeys.flatMap((key) => (given[key] === undefined ? [] : [[key, toSecret(news[key])]]));
  return {
    inputs: { ...news, ...Object.fromEntries(marked) },
    warnings: isDefault ? warningsOf(given, news) : [],
  };
}

/** The engine names default providers so, by themselves and with their version. */
function isDefaultProvider(urn: string): boolean {
  return /::default(_[^:]*)?$/.test(urn);
}

function warningsOf(given: PlainProperties, news: WireProperties): readonly string[] {
  const values = Object.entries(given).map(([key, value]) => [`jenkins:${key}`, toConfigText(value)]);
  const isSecret = (key: string) => news[key.replace(/^jenkins:/, "")] instanceof Secret;
  return findConfigWarnings({ values: Object.fromEntries(values), isSecret });
}

function connectionProblems(given: PlainProperties, unknownKeys: ReadonlySet<string>): Problem[] {
  const known = connectionKeys.filter((key) => given[key] !== undefined && !unknownKeys.has(key));
  const texts = Object.fromEntries(known.map((key) => [key, toConfigText(given[key])]));
  const config = (key: string) => texts[key.replace(/^jenkins:/, "")];
  const source = findSource({}, { config, environment: process.env });
  return inspectSource(source, process.env, unknownKeys).problems.flatMap(({ path, reason }) => {
    const [, key = ""] = /^jenkins:(.*)$/s.exec(path) ?? [];
    return known.some((name) => name === key.split(".")[0]) ? [{ path: key, reason }] : [];
  });
}

function controllersProblems(controllers: unknown): Problem[] {
  if (controllers === undefined || hasUnknown(controllers)) return [];
  const map = typeof controllers === "string" ? parseJson(controllers) : controllers;
  const isMap = typeof map === "object" && map !== null && !Array.isArray(map);
  return isMap ? [] : [{ path: "controllers", reason: "must be a map of connections by name" }];
}

/**
 * What changed in the configuration of a provider instance. None of it replaces the tokens: where it leads to another
 * controller, the diff of each resource decides.
 */
export function diffConfig(olds: WireProperties, news: WireProperties): readonly Change[] {
  const [before, after] = [ownKeys(toPlain(olds)), ownKeys(toPlain(news))];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((path) => {
    const [old, next] = [before[path], after[path]];
    if (isDeepStrictEqual(old, next)) return [];
    const kind = old === undefined ? "add" : next === undefined ? "delete" : "update";
    return [{ path, kind, replaces: false }];
  });
}

/** Reads the configuration as that of a stack, by names such as `jenkins:url`. */
export function toReadConfig(args: WireProperties): (key: string) => string | undefined {
  const given = ownKeys(toPlain(args));
  return (key) => {
    const name = key.replace(/^jenkins:/, "");
    return Object.hasOwn(given, name) ? toConfigText(given[name]) : undefined;
  };
}

/** A stack's configuration holds texts; SDKs write all else as JSON, and YAML leaves it as it is. */
function toConfigText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function ownKeys(properties: PlainProperties): PlainProperties {
  const entries = Object.entries(properties).filter(
    ([key, value]) =>
      !engineKeys.includes(key) && !key.startsWith("__") && value !== null && value !== undefined,
  );
  return Object.fromEntries(entries);
}

function hasUnknown(value: unknown): boolean {
  if (typeof value === "string") return value.includes(unknownValue);
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
