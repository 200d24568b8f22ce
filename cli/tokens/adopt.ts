import { toPlainLine } from "../../provider/errors/plainText.ts";
import { checkUsers } from "../checkUsers.ts";
import type { TokenConnectionFlags } from "../connection/findConnection.ts";
import { readStacks, type StackFlags } from "../stacks/readStacks.ts";
import { toAdoptions } from "./model/adoption.ts";
import { createDescriber } from "./model/flags.ts";
import type { DescribedToken } from "./model/ownedToken.ts";
import { toNotFound } from "./notFound.ts";
import { parseUuids } from "./parseUuids.ts";
import type { Problem } from "./problem.ts";
import { type OwnerFlags, readTokens } from "./readTokens.ts";
import { toAdoptText } from "./report/toAdoptText.ts";
import { toProblemLines } from "./report/toProblemLines.ts";
import { toHolder } from "./report/words.ts";
import { openSession } from "./session.ts";
import { toStackProblems } from "./stackProblems.ts";

/** The flags of `tokens adopt`. */
export interface AdoptFlags extends TokenConnectionFlags, StackFlags, OwnerFlags {}

/**
 * Prints how to bring tokens that exist under the control of Pulumi. Changes nothing. Returns 0 when it does so for all of them,
 * else 1.
 *
 * @throws UsageError
 */
export async function runAdopt(
  given: readonly string[],
  flags: AdoptFlags,
  signal: AbortSignal,
): Promise<number> {
  const uuids = parseUuids(given);
  checkUsers(flags.for);
  const session = await openSession(flags, signal);
  const { client, clean, now, output } = session;
  const stacks = await readStacks(flags, { signal, onProgress: output.progress });
  const describe = createDescriber(stacks, now);
  const problems: Problem[] = toStackProblems(stacks?.problems ?? []);
  const found: DescribedToken[] = [];
  output.progress("Reading tokens");
  for await (const page of readTokens(session, flags)) {
    problems.push(...page.problems);
    const described = page.owners.flatMap((owner) => owner.tokens.map(describe));
    found.push(...described.filter(({ tokenUuid }) => uuids.includes(tokenUuid.toLowerCase())));
  }
  const missing = uuids.filter((uuid) => !found.some(({ tokenUuid }) => tokenUuid.toLowerCase() === uuid));
  problems.push(...missing.map((uuid) => toNotFound(client, flags, uuid)));
  problems.push(...found.flatMap(toObstacle));
  const free = found.filter((token) => toObstacle(token).length === 0);
  const { controller } = flags;
  output.print(free.length === 0 ? "" : toAdoptText(toAdoptions(free, controller), controller));
  output.note(toProblemLines(problems, clean));
  return problems.length > 0 ? 1 : 0;
}

/** Why a token can't be adopted. */
function toObstacle({ owner, tokenUuid, isExpired, heldBy = [] }: DescribedToken): Problem[] {
  // Nothing is printed to be run that does not look like what it is.
  if (toPlainLine(owner) !== owner)
    return [
      { subject: tokenUuid, reason: `The user ID of the owner of ${tokenUuid} can't be printed as it is.` },
    ];
  const [holder] = heldBy;
  if (holder)
    return [
      {
        subject: tokenUuid,
        reason: `The token ${tokenUuid} is held by ${toHolder(holder)}. One token belongs to one resource.`,
      },
    ];
  if (!isExpired) return [];
  return [
    {
      subject: tokenUuid,
      reason: `The token ${tokenUuid} has expired, so it can't be adopted.`,
      hint: "Declare a new token, and revoke this one.",
    },
  ];
}
