import type { DescribedToken } from "../model/ownedToken.ts";
import { type TokenFlag, tokenFlags } from "../model/tokenFlags.ts";

/** How many tokens were listed, and of which kinds. */
export interface Summary {
  tokens: number;
  /** Owners with a token. */
  owners: number;
  readonly flags: Record<TokenFlag, number>;
}

/** The summary of no token so far. */
export function createSummary(): Summary {
  return {
    tokens: 0,
    owners: 0,
    flags: Object.fromEntries(tokenFlags.map((flag) => [flag, 0])) as Record<TokenFlag, number>,
  };
}

/** Counts an owner's tokens. */
export function addToSummary(summary: Summary, tokens: readonly DescribedToken[]): void {
  summary.tokens += tokens.length;
  summary.owners += tokens.length > 0 ? 1 : 0;
  for (const { flags } of tokens) for (const flag of flags) summary.flags[flag] += 1;
}
