import { findProblems } from "../connection/connection.ts";
import { JenkinsError } from "../errors/catalogue.ts";
import type { Context } from "./context.ts";
import type { Problem, Properties } from "./model/properties.ts";
import { choiceOf, isUnknown } from "./model/unknown.ts";

/** All that is wrong with the connection that inputs choose, as far as they are known. Warns of the risks of a good one. */
export function findConnectionProblems(context: Context, news: Properties): readonly Problem[] {
  const choice = choiceOf(news);
  if (!choice) return findKnownProblems(news.connection);
  const { problems, isConfigured } = context.inspect(choice);
  if (!isConfigured)
    return [{ path: "connection", reason: new JenkinsError("connectionMissing", {}).message }];
  return problems;
}

/** In a preview, parts of a connection may be outputs of resources that are still to be created. */
function findKnownProblems(connection: unknown): readonly Problem[] {
  if (typeof connection !== "object" || connection === null) return [];
  const entries = Object.entries(connection);
  const unknownKeys = new Set(entries.filter(([, value]) => isUnknown(value)).map(([key]) => key));
  const known = Object.fromEntries(entries.filter(([key]) => !unknownKeys.has(key)));
  return findProblems(known, unknownKeys).map(({ key, reason }) => ({
    path: ["connection", key].filter(Boolean).join("."),
    reason,
  }));
}
