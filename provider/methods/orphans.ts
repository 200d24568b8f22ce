import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { ListedToken } from "../jenkins/listedToken.ts";
import type { GenerateOrder } from "./generateOrder.ts";

/** Attempts with unknown outcome: Jenkins may have created tokens. */
interface UncertainAttempts {
  /** Their names: the first one's is the name that was ordered, the others' are known for certain. */
  readonly names: readonly string[];
  /** When the first one began, in milliseconds. */
  readonly startedAt: number;
  /** UUID of the token that came of it in the end; undefined where none did. */
  readonly created: string | undefined;
}

/** How far Jenkins' times, shown to the second, may differ from the span that was measured here. */
const roundingMs = 2000;
/** How often it is checked whether a token of the ordered name is somebody else's, who is about to use it. */
const checks = 4;

/** A name for another attempt, which no other token has. */
export function toRetryName(tokenName: string): string {
  return `${tokenName} (retry ${randomBytes(4).toString("hex").slice(0, 7)})`;
}

/** What became of attempts with unknown outcome, by their names. */
interface Cleared {
  /** What these have created, if anything, may still exist. */
  readonly left: readonly string[];
  /** What these have created is revoked. */
  readonly revoked: readonly string[];
}

/** Revokes what attempts with unknown outcome have created, where that is certain. */
export async function revokeOrphans(order: GenerateOrder, attempts: UncertainAttempts): Promise<Cleared> {
  const { tokenName, client } = order;
  const { firstDelayMs, pause = delay } = client.retryPolicy;
  const tokens = await order.list();
  if (!tokens) return { left: attempts.names, revoked: [] };

  const certain = tokens.filter(
    (token) =>
      token.tokenName !== tokenName &&
      attempts.names.includes(token.tokenName) &&
      token.tokenUuid !== attempts.created,
  );
  const reference = tokens.find(({ tokenUuid }) => tokenUuid === attempts.created) ?? certain[0];
  const { left, revoked } = await revoke(order, certain);

  // A token of the ordered name can be somebody else's, as of another stack that is at work at this very moment: that one
  // will be used in a moment, an orphan never is. And what turns up only now is none of ours.
  const search = { order, attempts, reference };
  const first = suspectsIn(tokens, search);
  if (first.length === 0) return { left, revoked };
  for (let check = 2; check <= checks; check++) {
    const listed = await pause(4 * firstDelayMs).then(
      () => order.list(),
      () => undefined, // interrupted: what was created must get into the state, and no more checks are made
    );
    if (!listed) break;
    const suspects = suspectsIn(listed, search).filter((suspect) =>
      first.some(({ tokenUuid }) => tokenUuid === suspect.tokenUuid),
    );
    if (!areCertain(suspects, listed, search)) continue;
    const more = await revoke(order, suspects);
    return { left: [...left, ...more.left], revoked: [...revoked, ...more.revoked] };
  }
  return { left: [...left, tokenName], revoked };
}

async function revoke(order: GenerateOrder, tokens: readonly ListedToken[]): Promise<Cleared> {
  const { method, client, username } = order;
  const [left, revoked]: [string[], string[]] = [[], []];
  for (const { tokenUuid, tokenName } of tokens) {
    await method.revoke(client, { username, tokenUuid }).then(
      () => revoked.push(tokenName),
      () => left.push(tokenName),
    );
  }
  return { left, revoked };
}

interface Search {
  readonly order: GenerateOrder;
  readonly attempts: UncertainAttempts;
  /** A token that is certainly ours: it shows the time of our attempts on the controller's clock. */
  readonly reference: ListedToken | undefined;
}

/** Tokens that the first attempt may have created: of its name, never used, and not known to be of another time. */
function suspectsIn(tokens: readonly ListedToken[], search: Search): ListedToken[] {
  const { order, attempts } = search;
  return tokens.filter(
    (token) =>
      token.tokenName === order.tokenName &&
      token.tokenUuid !== attempts.created &&
      token.isUsed !== true &&
      isOfOurTime(token, search) !== false,
  );
}

/**
 * Whether all suspects are orphans: never used, of our time, and no more than ours, and one for each other stack that is
 * at work. Where Jenkins counts no uses, none is certain.
 */
function areCertain(
  suspects: readonly ListedToken[],
  tokens: readonly ListedToken[],
  search: Search,
): boolean {
  const isOfNow = (token: ListedToken) => isOfOurTime(token, search) === true;
  const others = tokens.filter((token) => isOfNow(token) && isOfOthers(token, search));
  const isOrphan = (token: ListedToken) => token.isUsed === false && isOfNow(token);
  return suspects.every(isOrphan) && suspects.length <= 1 + others.length;
}

/** Undefined where that is unknown. */
function isOfOurTime(
  { createdAt }: ListedToken,
  { order, attempts, reference }: Search,
): boolean | undefined {
  if (createdAt === undefined || reference?.createdAt === undefined) return undefined;
  const spanMs = order.now().getTime() - attempts.startedAt + roundingMs;
  return Math.abs(reference.createdAt - createdAt) <= spanMs;
}

/** A token that shows that somebody else is creating one of the same name: it is used already, or another attempt of theirs. */
function isOfOthers({ tokenUuid, tokenName, isUsed }: ListedToken, { order, attempts }: Search): boolean {
  if (tokenUuid === attempts.created) return false;
  if (tokenName === order.tokenName) return isUsed === true;
  return tokenName.startsWith(`${order.tokenName} (retry `) && !attempts.names.includes(tokenName);
}
