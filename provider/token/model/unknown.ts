import type { ConnectionChoice } from "../../connection/sources.ts";
import type { Properties } from "./properties.ts";

/**
 * Stands for a value that a preview does not know yet: the output of a resource that is still to be created. Pulumi's
 * protocol fixes this text (`UnknownStringValue` of its SDKs).
 */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the inputs say of the connection; undefined while a preview does not know it. */
export function choiceOf({ connection, controller }: Properties): ConnectionChoice | undefined {
  if (isUnknown([connection, controller])) return undefined;
  return { connection, ...(typeof controller === "string" ? { controller } : {}) };
}

/** Whether a value, or anything in it, is not known yet. */
export function isUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some(isUnknown);
}
