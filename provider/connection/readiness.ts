import type { Pause } from "../http/retry.ts";

interface ReadinessOptions {
  readonly url: string;
  /** How long to wait at most. */
  readonly seconds: number;
  /** Between two checks, in milliseconds. */
  readonly pauseMs: number;
  readonly pause: Pause;
  readonly now: () => Date;
  /** Shows the user that it is waiting, and for how long. */
  readonly report: (message: string) => void;
}

/** Between two reports, in milliseconds. */
const reportEveryMs = 20_000;

/**
 * Waits for a controller that is starting, once for all requests. False when the time is up, or the user has cancelled.
 */
export function createReadiness(
  options: ReadinessOptions,
): (isReady: () => Promise<boolean>) => Promise<boolean> {
  let waiting: Promise<boolean> | undefined;
  return (isReady) => {
    waiting ??= wait(options, isReady).finally(() => {
      waiting = undefined;
    });
    return waiting;
  };
}

async function wait(
  { url, seconds, pauseMs, pause, now, report }: ReadinessOptions,
  isReady: () => Promise<boolean>,
): Promise<boolean> {
  const startedAt = now().getTime();
  let reportedMs = 0;
  report(`Waiting up to ${seconds} s for Jenkins at ${url} to be ready.`);
  while (!(await isReady())) {
    const waitedMs = now().getTime() - startedAt;
    if (waitedMs >= seconds * 1000) return false;
    if (waitedMs - reportedMs >= reportEveryMs) {
      reportedMs = waitedMs;
      report(`Jenkins at ${url} is still starting, ${Math.round(waitedMs / 1000)} s.`);
    }
    const isInterrupted = await pause(pauseMs).then(
      () => false,
      () => true,
    );
    if (isInterrupted) return false;
  }
  return true;
}
