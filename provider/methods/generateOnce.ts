import { JenkinsError } from "../errors/jenkinsError.ts";
import { withRetries } from "../http/retry.ts";
import { TransportError } from "../http/transportError.ts";
import type { GeneratedToken } from "../jenkins/apiTokenProperty.ts";
import type { GenerateOrder } from "./generateOrder.ts";
import { revokeOrphans, toRetryName } from "./orphans.ts";

/** A token that was made, and what became of the tries before. */
export interface OnceGenerated extends GeneratedToken {
  /** Its name; not the one that was ordered where Jenkins couldn't be brought to rename it. */
  readonly tokenName: string;
  /** `generateOutcomeUnknown`, where an earlier try may have left another token behind. */
  readonly orphaned?: JenkinsError | undefined;
  /** The names of earlier tries that had made nothing when that was looked up, and that Jenkins may still be working on. */
  readonly stillRunning?: readonly string[];
}

/**
 * Generates a token, and leaves no other one behind.
 *
 * A generate request that was cut off, timed out or answered 500 may have made a token whose value nobody was told.
 * Where the user's tokens can be looked up, another one is made, under a name of its own, so that it is known for certain;
 * then what the earlier tries made is revoked, and the good token gets the name that was ordered.
 *
 * @throws JenkinsError `generateOutcomeUnknown` where a token may be left behind and none could be made; else what the last try
 *   failed with: nothing is left behind then
 */
export async function generateOnce(order: GenerateOrder): Promise<OnceGenerated> {
  const startedAt = order.now().getTime();
  const unclear: UnclearTry[] = [];
  const outcome = await tryToGenerate(order, unclear);
  if ("error" in outcome && isRefusal(outcome.error)) throw outcome.error;
  const names = unclear.map(({ tokenName }) => tokenName);
  const token = "token" in outcome ? outcome.token : undefined;
  const { left, revoked } =
    unclear.length === 0
      ? { left: [], revoked: [] }
      : await revokeOrphans(order, { names, startedAt, made: token?.tokenUuid });
  if ("token" in outcome) {
    const tokenName = await giveName(order, outcome.token);
    const orphaned = left.length > 0 ? toUnclear(order, left) : undefined;
    const stillRunning = unclear
      .filter((each) => each.isAwaited && ![...left, ...revoked].includes(each.tokenName))
      .map((each) => each.tokenName);
    return { ...outcome.token, tokenName, orphaned, stillRunning };
  }
  if (left.length > 0) throw toUnclear(order, left, outcome.error);
  throw unclear.every(({ isOver }) => isOver) ? outcome.error : toUnclear(order, names, outcome.error);
}

/** A try of which it isn't clear whether Jenkins has made a token. */
interface UnclearTry {
  readonly tokenName: string;
  /** Whether Jenkins has answered to the end, so that nothing comes of the request any more. */
  readonly isOver: boolean;
  /** Whether somebody gave up waiting for Jenkins, which may do its work all the same. */
  readonly isAwaited: boolean;
}

type Outcome =
  | { readonly token: GeneratedToken & { readonly tokenName: string } }
  | { readonly error: unknown };

/** Tries as often as the client does. `unclear` gets the tries of which it isn't clear what they made. */
async function tryToGenerate(order: GenerateOrder, unclear: UnclearTry[]): Promise<Outcome> {
  const { method, client } = order;
  const attempt = async (): Promise<Outcome> => {
    const tokenName = unclear.length === 0 ? order.tokenName : toRetryName(order.tokenName);
    try {
      return { token: { ...(await method.generate(client, { ...order, tokenName })), tokenName } };
    } catch (error) {
      if (!(error instanceof JenkinsError)) {
        // Whatever else breaks while a response is read does not show whether Jenkins created a token.
        unclear.push({ tokenName, isOver: true, isAwaited: false });
        return { error };
      }
      // What certainly had no effect, the client has retried by itself.
      if (!error.mayHaveTakenEffect) return { error };
      const isAwaited = error.means === "busy";
      // A response of Jenkins itself ends the request; a gateway may give up long before Jenkins does.
      const isOver = !isAwaited && error.means !== "absent" && !(error.cause instanceof TransportError);
      unclear.push({ tokenName, isOver, isAwaited });
      if (!(await order.list())) return { error };
      throw new Unclear(error);
    }
  };
  return withRetries(attempt, client.retryPolicy).catch((error: unknown) => ({
    error: error instanceof Unclear ? error.cause : error,
  }));
}

/** What Jenkins refuses altogether, it has refused before too: no try has made anything. */
function isRefusal(error: unknown): boolean {
  return error instanceof JenkinsError && (error.means === "refused" || error.means === "noOwner");
}

/** A try of which it isn't clear what it has done, where that can be looked up. */
class Unclear extends Error {
  readonly isRetryable = true;
  constructor(cause: JenkinsError) {
    super(cause.message, { cause });
  }
}

async function giveName(
  { method, client, username, tokenName }: GenerateOrder,
  token: GeneratedToken & { readonly tokenName: string },
): Promise<string> {
  if (token.tokenName === tokenName) return tokenName;
  const { tokenUuid } = token;
  const isRenamed = await method.rename(client, { username, tokenUuid, tokenName }).catch(() => false); // the next up finds another name than the declared one, and sees to it
  return isRenamed ? tokenName : token.tokenName;
}

function toUnclear(
  { client, username }: GenerateOrder,
  names: readonly string[],
  cause?: unknown,
): JenkinsError {
  const reason = cause instanceof JenkinsError ? cause : "the outcome of an earlier request is unknown.";
  const context = cause instanceof JenkinsError ? cause.context : {};
  const facts = { url: client.url, username, tokenName: names.join("' or '"), reason };
  return new JenkinsError("generateOutcomeUnknown", facts, { ...context, cause, isRetryable: false });
}
