import type { MutationLock } from "./mutationLock.ts";

/**
 * Lets one mutation at a time run for each user of a controller, in the order they came.
 *
 * Jenkins saves all tokens of a user in one file, and concurrent changes race there: it responds with 500 after it has created
 * the token. Different users don't disturb each other.
 */
export interface MutationQueue {
  run<Result>(
    owner: { readonly url: string; readonly username: string },
    mutate: () => Promise<Result>,
  ): Promise<Result>;
  /** Resolves when the mutations of the owner's tokens that are under way or waiting by now have ended. */
  settled(owner: { readonly url: string; readonly username: string }): Promise<void>;
}

/** A queue for all users of all controllers, one for each process; `lock` orders the mutations of several processes. */
export function createMutationQueue(lock: MutationLock = (_owner, mutate) => mutate()): MutationQueue {
  const last = new Map<string, Promise<unknown>>();
  const keyOf = ({ url, username }: { url: string; username: string }) =>
    JSON.stringify([url, username.toLowerCase()]);
  return {
    async run(owner, mutate) {
      const key = keyOf(owner);
      const mutation = (last.get(key) ?? Promise.resolve()).then(() => lock(owner, mutate));
      const settled = mutation.catch(() => {}); // the next one runs whatever became of this one
      last.set(key, settled);
      try {
        return await mutation;
      } finally {
        if (last.get(key) === settled) last.delete(key);
      }
    },
    settled: (owner) => Promise.resolve(last.get(keyOf(owner))).then(() => {}),
  };
}
