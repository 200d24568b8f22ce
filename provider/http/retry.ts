import { setTimeout as delay } from "node:timers/promises";

/** Lets so many milliseconds pass; rejects when the user interrupts. */
export type Pause = (ms: number) => Promise<unknown>;

/** When and how often something that failed is retried. */
export interface RetryPolicy {
  /** Tries after the first one. */
  readonly maxRetries: number;
  /** Before the first retry, in milliseconds; doubled before each further one, up to 15 seconds, with jitter on top. */
  readonly firstDelayMs: number;
  /** Default: real time. */
  readonly pause?: Pause | undefined;
  /** The jitter: a number from 0 to 1, by which a delay is lengthened. Default: a random one. */
  readonly jitter?: (() => number) | undefined;
}

/** A failure that says of itself whether trying again can help. */
interface Retryable {
  readonly isRetryable: boolean;
  /** The least time to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

const maxDelayMs = 15_000;
/** The longest pause, even where a controller requests a longer one. */
const maxRetryAfterMs = 60_000;

/** Runs `attempt`, and again with exponential back-off while it throws an error that says it is retryable. */
export async function withRetries<T>(attempt: () => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { maxRetries, pause = delay } = policy;
  for (let retry = 0; ; retry++) {
    try {
      return await attempt();
    } catch (error) {
      if (retry >= maxRetries || !isRetryable(error)) throw error;
      await pause(toDelayMs(policy, retry, error)).catch(() => {
        throw error; // interrupted: what there is to say is what failed
      });
    }
  }
}

/** Many that were to retry at the same moment still retry one after the other. */
function toDelayMs({ firstDelayMs, jitter = Math.random }: RetryPolicy, retry: number, error: Retryable) {
  const backOffMs = Math.min(firstDelayMs * 2 ** retry, maxDelayMs) * (1 + jitter());
  return Math.min(error.retryAfterMs ?? 0, maxRetryAfterMs) + Math.round(backOffMs);
}

function isRetryable(error: unknown): error is Error & Retryable {
  return error instanceof Error && "isRetryable" in error && error.isRetryable === true;
}

/** The pause that a `Retry-After` header requests (seconds or a date), in milliseconds. */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
