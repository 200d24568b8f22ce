import { afterTurns } from "../afterTurns.ts";

/** How long a signal waits for what changes something in Jenkins, in milliseconds. */
const graceMs = 10_000;

/** In how many turns of the event loop a response gets from this process to the engine; the SDK may block it in between. */
const flushTurns = 10;

/** What may end this process. */
const signals = ["SIGTERM", "SIGINT"] as const;

/** Runs what changes something in Jenkins. */
export interface Mutations {
  /** Runs one change; the process does not end before. @throws Error where a signal ends the process */
  run<Result>(change: () => Promise<Result>): Promise<Result>;
}

interface SignalOptions {
  /** Ends waits and reads: nobody needs their results any more. */
  readonly cancel: () => void;
  /** The process that gets the signals. Default: this one. */
  readonly target?: Pick<NodeJS.Process, "on" | "off" | "kill" | "pid">;
  /** Default: real time. */
  readonly startTimer?: (callback: () => void, ms: number) => unknown;
}

/**
 * Lets changes finish that run when a signal is to end this process, so that their results reach the engine and the state:
 * an aborted CI job signals every process of the build. Nothing new starts then. The process ends when the responses are
 * written, and 10 seconds after the first signal at the latest.
 */
export function createMutations({
  cancel,
  target = process,
  startTimer = setTimeout,
}: SignalOptions): Mutations {
  let running = 0;
  let received: NodeJS.Signals | undefined;

  function end(): void {
    for (const signal of signals) target.off(signal, stop);
    if (received) target.kill(target.pid, received);
  }

  function finish(): void {
    running -= 1;
    if (received && running === 0) end();
  }

  function stop(signal: NodeJS.Signals): void {
    if (received) return;
    received = signal;
    cancel();
    if (running === 0) end();
    else startTimer(end, graceMs);
  }

  for (const signal of signals) target.on(signal, stop);
  return {
    async run(change) {
      if (received)
        throw new Error(
          `The provider is being ended (${received}); nothing was changed. Run the command again.`,
        );
      running += 1;
      try {
        return await change();
      } finally {
        // A signal that comes now must not end the process before the response is written.
        afterTurns(flushTurns, finish, startTimer);
      }
    },
  };
}
