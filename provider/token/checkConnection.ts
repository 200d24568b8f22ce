import { findProblems } from "../connection/connection.ts";
import { JenkinsError } from "../errors/catalogue.ts";
import type { Context } from "./context.ts";
import { choiceOf, isUnknown } from "./model/unknown.ts";

/** What is wrong with a connection, under the name that the person who set it knows. */
interface NamedProblem {
  readonly property: string;
  readonly reason: string;
}

/**
 * All that is wrong with the connection that inputs choose, as far as they are known. A good one is looked at for the
 * risks to warn of.
 */
export function findConnectionProblems(
  context: Context,
  given: Readonly<Record<string, unknown>>,
): readonly NamedProblem[] {
  const choice = choiceOf(given);
  if (!choice) return findKnownProblems(given.connection);
  const resolved = context.resolve(choice);
  if ("problems" in resolved) {
    if (!resolved.origin)
      return [{ property: "connection", reason: new JenkinsError("connectionMissing", {}).message }];
    return resolved.problems.map(({ setting, reason }) => ({ property: setting, reason }));
  }
  context.connect(choice);
  return [];
}

/** In a preview, parts of a connection may be outputs of resources still to be made. */
function findKnownProblems(connection: unknown): readonly NamedProblem[] {
  if (typeof connection !== "object" || connection === null) return [];
  const entries = Object.entries(connection);
  const unknownKeys = new Set(entries.filter(([, value]) => isUnknown(value)).map(([key]) => key));
  const known = Object.fromEntries(entries.filter(([key]) => !unknownKeys.has(key)));
  return findProblems(known, unknownKeys).map(({ key, reason }) => ({
    property: ["connection", key].filter(Boolean).join("."),
    reason,
  }));
}
