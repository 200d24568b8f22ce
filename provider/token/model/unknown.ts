import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import type { ConnectionChoice } from "../../connection/sources.ts";

/** What the inputs say of the connection; undefined in a preview, while that isn't known. */
export function choiceOf(inputs: Readonly<Record<string, unknown>>): ConnectionChoice | undefined {
  const { connection, controller } = inputs;
  if (isUnknown([connection, controller])) return undefined;
  return { connection, ...(typeof controller === "string" ? { controller } : {}) };
}

/** Whether a value, or anything in it, isn't known yet: in a preview, outputs of resources still to be made. */
export function isUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(isUnknown);
}
