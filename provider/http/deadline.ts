/** Calls `action` once, after so many milliseconds, unless the returned function is called before. */
export type StartTimer = (ms: number, action: () => void) => () => void;

/** A request that took longer as a whole than it may, however steadily bytes arrived. */
export class DeadlineError extends Error {
  override readonly name = "DeadlineError";

  constructor(ms: number) {
    super(`the response was not complete after ${Math.round(ms / 100) / 10} s`);
  }
}

/** Until when a piece of work may go on. */
export interface Deadline {
  readonly ms: number;
  /** Ends the work early. */
  readonly interruption?: AbortSignal | undefined;
  /** Default: real time. */
  readonly startTimer?: StartTimer | undefined;
}

/**
 * Does `work`, and rejects as soon as its time is over or it is interrupted: at once, also where the work does not
 * listen to the signal it is given, such as a connection that is being opened.
 */
export function withDeadline<Result>(
  { ms, interruption, startTimer = startRealTimer }: Deadline,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  return new Promise<Result>((resolve, reject) => {
    const end = (reason: unknown) => {
      reject(reason);
      controller.abort(reason);
    };
    const interrupt = () => end(interruption?.reason);
    if (interruption?.aborted) return interrupt();
    const stopTimer = startTimer(ms, () => end(new DeadlineError(ms)));
    interruption?.addEventListener("abort", interrupt);
    void work(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        stopTimer();
        interruption?.removeEventListener("abort", interrupt);
      });
  });
}

function startRealTimer(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
