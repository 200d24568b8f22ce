import { setMaxListeners } from "node:events";

/** How long a signal waits for running mutations, in milliseconds. */
const graceMs = 10_000;

/** What runs in this process, and when it may end. */
export interface Lifetime {
  /** Is aborted when nobody needs a result any more: waits and reads end, mutations go on. */
  readonly cancelled: AbortSignal;
  /** Whether the engine has ended without waiting for its plugins. */
  readonly isEngineGone: boolean;
  /** How many calls of the engine have no response yet. */
  readonly openCalls: number;
  /** A call of the engine begins; the returned function says that its response is on the connection. */
  openCall(): () => void;
  /** The user has interrupted the operation, or it has ended. */
  cancel(): void;
  /** Runs what changes something in Jenkins; the process does not end before. @throws Error while the process is stopping */
  mutate<Result>(work: () => Promise<Result>): Promise<Result>;
  /** The engine has ended: ends the process as soon as nothing is changed any more. */
  engineEnded(): void;
  /** On a signal, the process ends as soon as nothing is changed any more, and after 10 s at the latest. */
  signalled(): void;
}

/** `end` lets responses reach the engine, and ends the process. */
export function createLifetime(
  end: () => void,
  pause: (callback: () => void, ms: number) => unknown = setTimeout,
): Lifetime {
  const cancellation = new AbortController();
  setMaxListeners(0, cancellation.signal); // any number of requests may be running
  let openCalls = 0;
  let mutations = 0;
  let isStopping = false;
  let isEngineGone = false;

  const stop = () => {
    isStopping = true;
    cancellation.abort();
    if (mutations === 0) end();
  };

  return {
    cancelled: cancellation.signal,
    get isEngineGone() {
      return isEngineGone;
    },
    get openCalls() {
      return openCalls;
    },
    openCall() {
      openCalls += 1;
      return () => {
        openCalls -= 1;
      };
    },
    cancel: () => cancellation.abort(),
    async mutate(work) {
      if (isStopping)
        throw new Error("The provider jenkins is stopping; nothing was changed. Run the command again.");
      mutations += 1;
      try {
        return await work();
      } finally {
        mutations -= 1;
        if (isStopping && mutations === 0) end();
      }
    },
    engineEnded() {
      isEngineGone = true;
      stop();
    },
    signalled() {
      if (!isStopping) pause(end, graceMs);
      stop();
    },
  };
}
