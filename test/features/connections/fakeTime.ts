/** A clock that only pauses move. */
export function startFakeTime(start = "2026-11-22T10:00:00Z") {
  let time = Date.parse(start);
  const pauses: number[] = [];
  return {
    /** How long each pause was, in milliseconds. */
    pauses,
    now: () => new Date(time),
    pause: async (ms: number) => {
      pauses.push(ms);
      time += ms;
    },
  };
}
