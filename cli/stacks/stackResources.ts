import { z } from "zod";

/** Under this key Pulumi's states mark a value that is secret, or otherwise special. */
const markKey = "4dabf18193072939515e22adb298388d";

/** The types of the resource, in both front ends. */
const types: ReadonlySet<string> = new Set([
  "pulumi-nodejs:dynamic/jenkins:ApiToken",
  "jenkins:index:ApiToken",
]);

const resourceSchema = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  delete: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});

const exportSchema = z.object({
  deployment: z
    .object({
      resources: z.array(z.unknown()).nullish(),
      pending_operations: z.array(z.object({ type: z.string(), resource: z.unknown() })).nullish(),
    })
    .nullish(),
});

/** Stands for a value that the export holds encrypted. */
export const encrypted: unique symbol = Symbol("encrypted");

/** A token resource in the state of a stack. No secret of it is known. */
export interface StackResource {
  readonly urn: string;
  readonly id: string | undefined;
  /**
   * `pendingDelete`: replaced by another one, and not deleted yet. Otherwise a pending operation: an `up` that was cut off has
   * begun it, and nobody knows how it ended.
   */
  readonly status: "current" | "pendingDelete" | PendingOperation;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What an `up` was doing when it was cut off, such as `creating`. */
export interface PendingOperation {
  readonly pending: string;
}

/** The token resources of both front ends in what `pulumi stack export` prints. @throws Error for anything else */
export function toStackResources(text: string): StackResource[] {
  const { deployment } = exportSchema.parse(JSON.parse(text));
  const current = (deployment?.resources ?? []).flatMap((resource) => toResource(resource));
  const pending = (deployment?.pending_operations ?? []).flatMap(({ type, resource }) =>
    toResource(resource, { pending: type }),
  );
  return [...current, ...pending];
}

function toResource(given: unknown, pending?: PendingOperation): StackResource[] {
  const { type } = z.object({ type: z.string() }).parse(given);
  if (!types.has(type)) return [];
  const { urn, id, delete: isPendingDelete, inputs, outputs } = resourceSchema.parse(given);
  const status = pending ?? (isPendingDelete ? "pendingDelete" : "current");
  return [{ urn, id, status, inputs: toPlain(inputs), outputs: toPlain(outputs) }];
}

function toPlain(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, plainOf(value)]));
}

/** The value itself; {@link encrypted} where it is a secret. A stack without encryption has the text of it. */
function plainOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (!(markKey in value)) return Array.isArray(value) ? value : toPlain(value as Record<string, unknown>);
  const { plaintext } = value as { readonly plaintext?: unknown };
  return typeof plaintext === "string" ? plainOf(JSON.parse(plaintext)) : encrypted;
}
