/** Starts the work it is given, in the order of the calls, as soon as fewer than so many others are under way. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Turns for at most `limit` at the same time. Work that waits for its turn has not begun: its deadline is still ahead. */
export function createTurns(limit: number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
