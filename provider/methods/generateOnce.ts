import { JenkinsError } from "../errors/jenkinsError.ts";
import { withRetries } from "../http/retry.ts";
import { TransportError } from "../http/transportError.ts";
import type { GeneratedToken } from "../jenkins/apiTokenProperty.ts";
import type { GenerateOrder } from "./generateOrder.ts";
import { revokeOrphans, toRetryName } from "./orphans.ts";

/** A token that was generated, and what became of the attempts before. */
export interface OnceGenerated extends GeneratedToken {
  /** Its name; not the one that was ordered where Jenkins couldn't be brought to rename it. */
  readonly tokenName: string;
  /** `generateOutcomeUnknown`, where an earlier attempt may have orphaned another token. */
  readonly orphaned?: JenkinsError | undefined;
  /** The names of earlier attempts that had created nothing when that was checked, and that Jenkins may still be working on. */
  readonly stillRunning?: readonly string[];
}

/**
 * Generates a token, and orphans no other one.
 *
 * A generate request that was cut off, timed out or got a 500 may have created a token whose value is lost.
 * Where the user's tokens can be listed, another one is created under a name of its own, by which it is recognized for certain;
 * then what the earlier attempts created is revoked, and the good token gets the name that was ordered.
 *
 * @throws JenkinsError `generateOutcomeUnknown` where a token may be orphaned and none could be created; else what the last
 *   attempt failed with: nothing is orphaned then
 */
export async function generateOnce(order: GenerateOrder): Promise<OnceGenerated> {
  const startedAt = order.now().getTime();
  const uncertain: UncertainAttempt[] = [];
  const outcome = await attemptToGenerate(order, uncertain);
  if ("error" in outcome && isRefusal(outcome.error)) throw outcome.error;
  const names = uncertain.map(({ tokenName }) => tokenName);
  const token = "token" in outcome ? outcome.token : undefined;
  const { left, revoked } =
    uncertain.length === 0
      ? { left: [], revoked: [] }
      : await revokeOrphans(order, { names, startedAt, created: token?.tokenUuid });
  if ("token" in outcome) {
    const tokenName = await giveName(order, outcome.token);
    const orphaned = left.length > 0 ? toOutcomeUnknown(order, left) : undefined;
    const stillRunning = uncertain
      .filter((each) => each.isAwaited && ![...left, ...revoked].includes(each.tokenName))
      .map((each) => each.tokenName);
    return { ...outcome.token, tokenName, orphaned, stillRunning };
  }
  if (left.length > 0) throw toOutcomeUnknown(order, left, outcome.error);
  throw uncertain.every(({ isOver }) => isOver)
    ? outcome.error
    : toOutcomeUnknown(order, names, outcome.error);
}

/** An attempt with unknown outcome: Jenkins may have created a token. */
interface UncertainAttempt {
  readonly tokenName: string;
  /** Whether Jenkins has responded completely, so that nothing comes of the request any more. */
  readonly isOver: boolean;
  /** Whether somebody gave up waiting for Jenkins, which may do its work all the same. */
  readonly isAwaited: boolean;
}

type Outcome =
  | { readonly token: GeneratedToken & { readonly tokenName: string } }
  | { readonly error: unknown };

/** Attempts it as often as the client retries. `uncertain` gets the attempts with unknown outcome. */
async function attemptToGenerate(order: GenerateOrder, uncertain: UncertainAttempt[]): Promise<Outcome> {
  const { method, client } = order;
  const attempt = async (): Promise<Outcome> => {
    const tokenName = uncertain.length === 0 ? order.tokenName : toRetryName(order.tokenName);
    try {
      return { token: { ...(await method.generate(client, { ...order, tokenName })), tokenName } };
    } catch (error) {
      if (!(error instanceof JenkinsError)) {
        // Whatever else breaks while a response is read does not show whether Jenkins created a token.
        uncertain.push({ tokenName, isOver: true, isAwaited: false });
        return { error };
      }
      // What certainly had no effect, the client has retried by itself.
      if (!error.mayHaveTakenEffect) return { error };
      const isAwaited = error.means === "busy";
      // A response of Jenkins itself ends the request; a gateway may give up long before Jenkins does.
      const isOver = !isAwaited && error.means !== "absent" && !(error.cause instanceof TransportError);
      uncertain.push({ tokenName, isOver, isAwaited });
      if (!(await order.list())) return { error };
      throw new OutcomeUnknown(error);
    }
  };
  return withRetries(attempt, client.retryPolicy).catch((error: unknown) => ({
    error: error instanceof OutcomeUnknown ? error.cause : error,
  }));
}

/** What Jenkins refuses altogether, it has refused before too: no attempt has created anything. */
function isRefusal(error: unknown): boolean {
  return error instanceof JenkinsError && (error.means === "refused" || error.means === "noOwner");
}

/** An attempt with unknown outcome, where that can be checked. */
class OutcomeUnknown extends Error {
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

function toOutcomeUnknown(
  { client, username }: GenerateOrder,
  names: readonly string[],
  cause?: unknown,
): JenkinsError {
  const reason = cause instanceof JenkinsError ? cause : "the outcome of an earlier request is unknown.";
  const context = cause instanceof JenkinsError ? cause.context : {};
  const facts = { url: client.url, username, tokenName: names.join("' or '"), reason };
  return new JenkinsError("generateOutcomeUnknown", facts, { ...context, cause, isRetryable: false });
}
