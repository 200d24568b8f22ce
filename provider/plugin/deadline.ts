import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<AbortSignal>();

/** The custom timeout of the operation that runs here; undefined where the user set none. */
export function currentDeadline(): AbortSignal | undefined {
  return current.getStore();
}

/**
 * Runs an operation under the resource's custom timeout. It ends the waits of the operation: for a controller that starts,
 * between retries, for other mutations. What is already sent to Jenkins is awaited; it has its own limit.
 */
export async function withDeadline<Result>(
  seconds: number,
  operation: () => Promise<Result>,
): Promise<Result> {
  if (seconds <= 0) return operation();
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    return await current.run(signal, operation);
  } catch (error) {
    if (signal.aborted && error instanceof Error) {
      error.message = `The custom timeout of ${seconds} s has passed. ${error.message}`;
    }
    throw error;
  }
}
