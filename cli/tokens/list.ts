import { checkUsers } from "../checkUsers.ts";
import type { TokenConnectionFlags } from "../connection/findConnection.ts";
import { readStacks, type StackFlags } from "../stacks/readStacks.ts";
import { UsageError } from "../usageError.ts";
import { createDescriber } from "./model/flags.ts";
import type { Problem } from "./problem.ts";
import { type OwnerFlags, readTokens } from "./readTokens.ts";
import type { ListRenderer, RendererOptions } from "./report/renderer.ts";
import { addToSummary, createSummary } from "./report/summary.ts";
import { toCsv } from "./report/toCsv.ts";
import { toJsonList } from "./report/toJsonList.ts";
import { toListTable } from "./report/toListTable.ts";
import { toProblemLines } from "./report/toProblemLines.ts";
import { openSession } from "./session.ts";
import { toStackProblems } from "./stackProblems.ts";

/** The flags of `tokens list`. */
export interface ListFlags extends TokenConnectionFlags, StackFlags, OwnerFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/**
 * Lists tokens with who holds them, page by page. Returns 0 when all was read that was to be, else 1.
 *
 * @throws UsageError
 */
export async function runList(flags: ListFlags, signal: AbortSignal): Promise<number> {
  checkUsers(flags.for);
  if (flags.json && flags.csv) throw new UsageError("Give either --json or --csv.");
  const session = await openSession(flags, signal);
  const { client, found, clean, now, output } = session;
  const read = await readStacks(flags, { signal, onProgress: output.progress });
  const problems: Problem[] = toStackProblems(read?.problems ?? []);
  const describe = createDescriber(read?.stacks.length === 0 ? undefined : read, now);
  const renderer = rendererOf(flags, { clean, now, areAllStacksRead: problems.length === 0 });
  const summary = createSummary();
  let users = 0;

  output.print(
    renderer.begin({ url: client.url, login: client.login, from: found.from, stacks: read?.stacks }),
  );
  output.progress(flags.all ? "Reading users" : "Reading tokens");
  for await (const page of readTokens(session, flags)) {
    problems.push(...page.problems);
    const owners = page.owners.map(({ owner, tokens }) => ({ owner, tokens: tokens.map(describe) }));
    for (const { tokens } of owners) addToSummary(summary, tokens);
    output.print(renderer.page(owners));
    users += owners.length;
    output.progress(`Reading users: ${users} so far, with ${summary.tokens} tokens`);
    signal.throwIfAborted();
  }
  output.print(renderer.end(summary, problems));
  if (!flags.json) output.note(toProblemLines(problems, clean));
  return problems.length > 0 ? 1 : 0;
}

function rendererOf({ json, csv }: ListFlags, options: RendererOptions): ListRenderer {
  if (json) return toJsonList(options);
  if (csv) return toCsv(options);
  return toListTable(options, process.stdout.columns || undefined);
}
