import { createSecrets } from "../../provider/http/secrets.ts";
import { createTokenListReader } from "../../provider/jenkins/readTokenList.ts";
import { createTokenLists, type TokenLists } from "../../provider/jenkins/tokenLists.ts";
import { createTokenLogins } from "../../provider/jenkins/tokenLogins.ts";
import { isLegacyUuid } from "../../provider/methods/legacy.ts";
import { isExpired } from "../../provider/token/model/expiry.ts";
import { concludePresence } from "../../provider/token/model/presence.ts";
import { createOutput } from "../output.ts";
import { createClean } from "../report/clean.ts";
import { readStack, selectedStack } from "../stacks/readStacks.ts";
import { reasonOf } from "../stacks/reasonOf.ts";
import { connectionsOf, type StackConnections } from "./declaredStacks.ts";
import { type DeclaredToken, toDeclaredToken } from "./model/declaredToken.ts";
import { type Seen, type TokenStatus, toTokenStatus } from "./model/tokenStatus.ts";
import type { Problem } from "./problem.ts";
import { toProblemLines } from "./report/toProblemLines.ts";
import { toStatusJson } from "./report/toStatusJson.ts";
import { toStatusTable } from "./report/toStatusTable.ts";

/** The flags of `tokens status`. */
export interface StatusFlags {
  /** Default: the selected stack. */
  readonly stack?: readonly string[];
  readonly json?: boolean;
}

/**
 * Compares what stacks declare with what the controllers have. Returns 0 when nothing needs attention, else 1, also where a stack
 * can't be read.
 *
 * @throws UsageError where no stack is given and none is selected
 */
export async function runStatus({ stack, json }: StatusFlags, signal: AbortSignal): Promise<number> {
  const output = createOutput();
  const secrets = createSecrets();
  const clean = createClean(secrets);
  const lists = createTokenLists(createTokenListReader(createTokenLogins()));
  const warn = (message: string) => output.note(`${clean(message)}\n`);
  const now = new Date();
  const problems: Problem[] = [];
  const statuses: TokenStatus[] = [];
  const stacks = [...new Set(stack ?? [await selectedStack(signal)])];

  for (const name of stacks) {
    output.progress(`Reading stack ${name}`);
    const tokens = await readDeclared(name, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      problems.push({ subject: name, reason: `The stack ${name} can't be read: ${reasonOf(error)}` });
      return [];
    });
    if (tokens.length === 0) continue;
    const connections = await connectionsOf(name, { secrets, signal, warn });
    if (connections.problem !== undefined) problems.push({ subject: name, reason: connections.problem });
    for (const token of tokens) {
      output.progress(`Comparing token ${statuses.length + 1}: ${token.resource}`);
      statuses.push(toTokenStatus(token, await look(token, connections, lists, now), now));
      signal.throwIfAborted();
    }
  }
  const report = { stacks, statuses, problems };
  output.print(json ? toStatusJson(report, clean) : toStatusTable(report, clean, process.stdout.columns));
  if (!json) output.note(toProblemLines(problems, clean));
  return problems.length > 0 || statuses.some(({ needsAttention }) => needsAttention) ? 1 : 0;
}

async function readDeclared(stack: string, signal: AbortSignal): Promise<DeclaredToken[]> {
  return (await readStack(stack, signal)).map((resource) => toDeclaredToken(stack, resource));
}

/** Looks a token up in its owner's list; it is never used as a login. */
async function look(
  token: DeclaredToken,
  connections: StackConnections,
  lists: TokenLists,
  now: Date,
): Promise<Seen> {
  const { owner, tokenUuid, expiresOn } = token;
  if (owner === undefined || tokenUuid === undefined)
    return { unknown: "Its state does not show its owner or its UUID." };
  if (isLegacyUuid(tokenUuid))
    return { unknown: "It is a legacy token, which no list of Jenkins identifies." };
  const client = await connections.clientFor(token);
  if ("reason" in client) return { unknown: client.reason };
  const list = await lists.tokensOf(client, { username: owner });
  if (!list.seen && list.cause?.code === "interrupted") throw list.cause;
  const isPastLastDay = isExpired(expiresOn === undefined ? {} : { expiresOn }, now);
  const presence = concludePresence({ tokenUuid, list, isPastLastDay, isLoginOfOwner: false });
  return typeof presence === "object" ? { unknown: presence.reason } : presence;
}
