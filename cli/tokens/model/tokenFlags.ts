/** What is remarkable about a token, from the most to the least urgent; stable, for scripts. */
export const tokenFlags = [
  "expired",
  "expiresSoon",
  "unheld",
  "leftover",
  "legacy",
  "neverUsed",
  "unused",
] as const;

/** The name of a flag. */
export type TokenFlag = (typeof tokenFlags)[number];
