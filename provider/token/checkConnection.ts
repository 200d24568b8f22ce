import { JenkinsError } from "../errors/jenkinsError.ts";
import type { Context } from "./context.ts";
import type { Problem, Properties } from "./model/properties.ts";
import { choiceOf, isUnknown } from "./model/unknown.ts";

/** All that is wrong with the connection that inputs choose, as far as they are known. Warns of the risks of a good one. */
export function findConnectionProblems(context: Context, news: Properties): readonly Problem[] {
  const choice = choiceOf(news);
  const known: Inspectable | undefined = choice ? [choice] : knownPart(news.connection);
  if (!known) return [];
  const { origin, problems } = context.inspect(...known);
  if (origin === undefined) {
    const { summary, hint, code } = new JenkinsError("connectionMissing", {});
    return [
      { path: "connection", reason: [summary, `what to do: ${hint}`, `error code: ${code}`].join("\n  ") },
    ];
  }
  return problems;
}

type Inspectable = Parameters<Context["inspect"]>;

/** In a preview, parts of a connection may be outputs of resources that are still to be created. */
function knownPart(connection: unknown): Inspectable | undefined {
  if (typeof connection !== "object" || connection === null) return undefined;
  const entries = Object.entries(connection);
  const unknownKeys = new Set(entries.filter(([, value]) => isUnknown(value)).map(([key]) => key));
  return [{ connection: Object.fromEntries(entries.filter(([key]) => !unknownKeys.has(key))) }, unknownKeys];
}
