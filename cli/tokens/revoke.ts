import { checkUsers } from "../checkUsers.ts";
import type { TokenConnectionFlags } from "../connection/findConnection.ts";
import { isNamedBy } from "../stacks/holdings.ts";
import { type ReadStacks, readStacks, type StackFlags } from "../stacks/readStacks.ts";
import { UsageError } from "../usageError.ts";
import { canAsk, confirm } from "./confirm.ts";
import { findOwnToken } from "./findOwnToken.ts";
import { createDescriber } from "./model/flags.ts";
import type { DescribedToken } from "./model/ownedToken.ts";
import { isSelected, type Selection } from "./model/selection.ts";
import { toNotFound } from "./notFound.ts";
import { parseUuids } from "./parseUuids.ts";
import type { Problem } from "./problem.ts";
import { type OwnerFlags, readTokens } from "./readTokens.ts";
import { addToSummary, createSummary } from "./report/summary.ts";
import { toListTable } from "./report/toListTable.ts";
import { toProblemLines } from "./report/toProblemLines.ts";
import { toCount } from "./report/words.ts";
import { revokeTokens } from "./revokeTokens.ts";
import { openSession, type Session } from "./session.ts";
import { toStackProblems } from "./stackProblems.ts";

/** The flags of `tokens revoke`. */
export interface RevokeFlags extends TokenConnectionFlags, StackFlags, OwnerFlags {
  readonly unheld?: boolean;
  readonly expired?: boolean;
  readonly unusedDays?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

const usageExitCode = 2;

/**
 * Lists the tokens that the flags select, asks for confirmation, revokes them, and verifies that. Returns 0 when all that was to be done is, 1 when
 * something was not, 2 when it takes a confirmation that nobody has given.
 *
 * @throws UsageError
 */
export async function runRevoke(
  uuids: readonly string[],
  flags: RevokeFlags,
  signal: AbortSignal,
): Promise<number> {
  const selection = toSelection(uuids, flags);
  checkUsers(flags.for);
  const session = await openSession(flags, signal);
  const { clean, output } = session;
  const stacks = await readStacks(flags, { signal, onProgress: output.progress });
  const stackProblems = toStackProblems(stacks?.problems ?? []);
  if (selection.unheld && stackProblems.length > 0) {
    output.note(toProblemLines([...stackProblems, unreadHolder], clean));
    return 1;
  }
  const found = await select(session, flags, selection, stacks);
  const { tokens, kept } = await keepOwn(session, found.tokens, selection);
  const problems = [...stackProblems, ...found.problems, ...kept];
  output.print(toText(session, tokens, stacks, problems));
  output.note(toProblemLines(problems, clean));
  const exitCode = problems.length > 0 ? 1 : 0;
  if (tokens.length === 0) return exitCode;
  if (selection.unheld) output.note("Stacks of other backends are not seen: they may hold these tokens.\n");
  if (flags.dryRun) {
    output.note("Nothing is revoked: this is a dry run.\n");
    return exitCode;
  }
  const consent = await askFor(tokens.length, flags, signal);
  if (consent !== "given") {
    signal.throwIfAborted();
    output.note(consent === "refused" ? "Nothing is revoked.\n" : unasked);
    return usageExitCode;
  }
  const held = await heldByNow(session, flags, selection, tokens);
  output.note(toProblemLines(held.problems, clean));
  const failed = await revokeAll(session, held.tokens);
  return problems.length + held.problems.length + failed > 0 ? 1 : 0;
}

const unasked = "Nothing is revoked: nobody is here to be asked. Give --yes to revoke these tokens.\n";

const unreadHolder: Problem = {
  subject: null,
  reason: "Nothing is revoked: a stack that was not read may hold any of the tokens.",
};

function toSelection(given: readonly string[], flags: RevokeFlags): Selection {
  const { unheld = false, expired = false, unusedDays } = flags;
  const uuids = parseUuids(given);
  const isByKind = unheld || expired || unusedDays !== undefined;
  if (given.length > 0 && isByKind)
    throw new UsageError("Give either UUIDs, or --unheld, --expired and --unused-days.");
  if (given.length === 0 && !isByKind)
    throw new UsageError("Say which tokens to revoke: UUIDs, or --unheld, --expired or --unused-days.");
  if (unheld && !flags.allStacks && (flags.stack ?? []).length === 0)
    throw new UsageError("--unheld needs --all-stacks, or --stack for each stack that may hold tokens.");
  if (unusedDays !== undefined && !/^[1-9]\d{0,4}$/.test(unusedDays))
    throw new UsageError("--unused-days must be a whole number of days, 1 or more.");
  const days = unusedDays === undefined ? {} : { unusedDays: Number(unusedDays) };
  return { uuids, unheld, expired, ...days };
}

/** The tokens to revoke, and what could not be read or found. */
async function select(
  session: Session,
  flags: OwnerFlags,
  selection: Selection,
  stacks: ReadStacks | undefined,
) {
  const { now, output } = session;
  const describe = createDescriber(stacks?.stacks.length === 0 ? undefined : stacks, now);
  const tokens: DescribedToken[] = [];
  const problems: Problem[] = [];
  let users = 0;
  output.progress("Reading tokens");
  for await (const page of readTokens(session, flags)) {
    problems.push(...page.problems);
    const described = page.owners.flatMap((owner) => owner.tokens.map(describe));
    tokens.push(...described.filter((token) => isSelected(token, selection, now)));
    users += page.owners.length;
    output.progress(`Reading users: ${users} so far, with ${toCount(tokens.length, "token")} to revoke`);
  }
  const missing = selection.uuids.filter(
    (uuid) => !tokens.some(({ tokenUuid }) => tokenUuid.toLowerCase() === uuid),
  );
  return {
    tokens,
    problems: [...problems, ...missing.map((uuid) => toNotFound(session.client, flags, uuid))],
  };
}

/** Takes the token out that the login uses: with it, nothing more could be done or verified. */
async function keepOwn(
  session: Session,
  selected: readonly DescribedToken[],
  { uuids }: Selection,
): Promise<{ tokens: readonly DescribedToken[]; kept: readonly Problem[] }> {
  if (selected.length === 0) return { tokens: selected, kept: [] };
  const own = await findOwnToken(session);
  const { login } = session.client;
  const isOwn = ({ owner, tokenUuid }: DescribedToken) =>
    own === "unseen"
      ? owner.toLowerCase() === login.toLowerCase()
      : own.among.includes(tokenUuid.toLowerCase());
  const kept = selected.filter(isOwn);
  const tokens = selected.filter((token) => !isOwn(token));
  if (kept.length === 0) return { tokens, kept: [] };
  const isCertain = own !== "unseen" && own.among.length === 1;
  if (isCertain && uuids.length === 0) {
    session.output.note(
      `The token '${session.clean(kept[0]?.tokenName ?? "")}' stays: it is the login's own.\n`,
    );
    return { tokens, kept: [] };
  }
  return { tokens, kept: kept.map((token) => toKept(token, login, isCertain)) };
}

function toKept({ tokenUuid }: DescribedToken, login: string, isCertain: boolean): Problem {
  return {
    subject: tokenUuid,
    reason: isCertain
      ? `The token ${tokenUuid} is the one that '${login}' logs in with here, so it is not revoked.`
      : `The token ${tokenUuid} may be the one that '${login}' logs in with here, so it is not revoked: Jenkins does not show which one that is.`,
    hint: `Log in by password, or as another user.`,
  };
}

function toText(
  { client, found, clean, now }: Session,
  tokens: readonly DescribedToken[],
  stacks: ReadStacks | undefined,
  problems: readonly Problem[],
): string {
  const areAllStacksRead = (stacks?.problems ?? []).length === 0;
  const table = toListTable({ clean, now, areAllStacksRead }, process.stdout.columns || undefined);
  const { url, login } = client;
  const begin = table.begin({ url, login, from: found.from, stacks: stacks?.stacks });
  if (tokens.length === 0) return `${begin}No token to revoke.\n`;
  const owners = [...new Set(tokens.map(({ owner }) => owner))].map((owner) => ({
    owner,
    tokens: tokens.filter((token) => token.owner === owner),
  }));
  const summary = createSummary();
  for (const owner of owners) addToSummary(summary, owner.tokens);
  return begin + table.page(owners) + table.end(summary, problems);
}

async function askFor(
  count: number,
  { yes }: RevokeFlags,
  signal: AbortSignal,
): Promise<"given" | "refused" | "unasked"> {
  if (yes) return "given";
  if (!canAsk()) return "unasked";
  const question = count === 1 ? "Revoke this token?" : `Revoke these ${count} tokens?`;
  return (await confirm(question, signal)) ? "given" : "refused";
}

/**
 * Reads the stacks again: an `up` that was under way may hold one of the tokens by now. One that a pending create may be about stays,
 * since Pulumi notes a create before it begins and the UUID only after it has ended.
 */
async function heldByNow(
  { signal, output }: Session,
  flags: StackFlags,
  selection: Selection,
  tokens: readonly DescribedToken[],
): Promise<{ tokens: readonly DescribedToken[]; problems: readonly Problem[] }> {
  if (!selection.unheld) return { tokens, problems: [] };
  const stacks = await readStacks(flags, { signal, onProgress: output.progress });
  const unread = toStackProblems(stacks?.problems ?? []);
  if (!stacks || unread.length > 0) return { tokens: [], problems: [...unread, unreadHolder] };
  const problems = tokens.flatMap((token) => toHeldNow(token, stacks));
  const kept = new Set(problems.map(({ subject }) => subject));
  return { tokens: tokens.filter(({ tokenUuid }) => !kept.has(tokenUuid)), problems };
}

function toHeldNow({ tokenUuid, tokenName }: DescribedToken, stacks: ReadStacks): Problem[] {
  const holding = stacks.holdings.find((candidate) => candidate.tokenUuid === tokenUuid.toLowerCase());
  if (holding)
    return [
      {
        subject: tokenUuid,
        reason: `The token ${tokenUuid} stays: the stack ${holding.stack} holds it by now.`,
      },
    ];
  const create = stacks.pendingCreates.find((candidate) => isNamedBy(candidate, tokenName));
  if (!create) return [];
  return [
    {
      subject: tokenUuid,
      reason: `The token ${tokenUuid} stays: the stack ${create.stack} has a pending operation that may have created it.`,
      hint: `If no pulumi up is at work, run pulumi refresh on that stack to clear the operation; or revoke the token by its UUID.`,
    },
  ];
}

/** The number of tokens that were not revoked, or not verifiably. */
async function revokeAll(session: Session, tokens: readonly DescribedToken[]): Promise<number> {
  const { output, clean, signal } = session;
  const failures: Problem[] = [];
  let done = 0;
  signal.throwIfAborted();
  output.progress(`Revoking ${toCount(tokens.length, "token")}`);
  signal.addEventListener("abort", () => output.note("Interrupted: finishing what has begun.\n"));
  for await (const { token, problem } of revokeTokens(session.connectForChanges(), tokens, signal)) {
    if (problem) failures.push(problem);
    else {
      done += 1;
      output.print(`✓ revoked ${token.tokenUuid} ${clean(token.owner)}: ${clean(token.tokenName)}\n`);
    }
    output.progress(`Revoking: ${done + failures.length} of ${tokens.length}`);
  }
  output.note(toProblemLines(failures, clean));
  const rest = tokens.length - done - failures.length;
  const counts = [
    `${toCount(done, "token")} revoked`,
    ...(failures.length > 0 ? [`${failures.length} failed`] : []),
    ...(rest > 0 ? [`${rest} not begun`] : []),
  ];
  output.print(`${counts.join(", ")}.\n`);
  return failures.length + rest;
}
