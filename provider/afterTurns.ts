/** In milliseconds. */
const turnMs = 50;

/**
 * Calls back when so many turns of the event loop have passed, each of at least 50 ms. One timer of the same length would
 * do so at once after something has blocked the loop for longer, before what is due since then is written to a socket.
 */
export function afterTurns(
  turns: number,
  callback: () => void,
  startTimer: (callback: () => void, ms: number) => unknown = setTimeout,
): void {
  if (turns === 0) callback();
  else startTimer(() => afterTurns(turns - 1, callback, startTimer), turnMs);
}
