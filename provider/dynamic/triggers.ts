import { types } from "node:util";
import * as pulumi from "@pulumi/pulumi";

/**
 * The triggers as the state can hold them, with the ISO 8601 text of each `Date`. Pulumi would turn a `Date`, a
 * `Map` or an instance of a class into an empty map, and leave functions out: a change in them would rotate nothing.
 *
 * @throws RunError that names the value that the state can't hold
 */
export function toTriggers<Triggers>(token: string, triggers: Triggers): Triggers {
  return toValue(token, "triggers", triggers) as Triggers;
}

function toValue(token: string, path: string, value: unknown): unknown {
  const toInner = (inner: unknown) => toValue(token, path, inner);
  if (pulumi.Output.isInstance(value)) return value.apply(toInner);
  if (types.isPromise(value)) return value.then(toInner);
  if (Array.isArray(value)) return value.map((item, index) => toValue(token, `${path}[${index}]`, item));
  if (types.isDate(value) && !Number.isNaN(value.getTime())) return value.toISOString();
  if (isMap(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, toValue(token, `${path}.${key}`, item)]),
    );
  }
  if (isSimple(value)) return value;
  throw new pulumi.RunError(
    `JenkinsApiToken '${token}': ${path} is ${describe(value)}, which Pulumi can't compare with that of the last up.\n` +
      "Give a text, a number, true or false, a Date, or a list or map of these.",
  );
}

function isSimple(value: unknown): boolean {
  return (
    value === null || ["undefined", "string", "boolean"].includes(typeof value) || Number.isFinite(value)
  );
}

/** Whether it is an object without a class, of whichever realm. */
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The kind of a value, without the value itself. */
function describe(value: unknown): string {
  if (types.isDate(value)) return "a Date without a time";
  if (typeof value === "number") return `${value}`;
  if (typeof value !== "object" || value === null) return `a ${typeof value}`;
  return `an instance of ${value.constructor.name}`;
}
