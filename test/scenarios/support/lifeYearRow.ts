import { expect } from "vitest";
import type { LivedYear, Night, Year } from "./lifeYear.ts";

/** A year, and what its nights must bring after the first one; those that aren't named, nothing. */
export interface YearRow extends Year {
  /** Reads as a sentence. */
  readonly name: string;
  readonly rotations: number;
  readonly brings: readonly Night[];
}

/** Fails where a year wasn't as its row says. */
export function expectYear(
  { diary, made, left }: LivedYear,
  { nights = 365, rotations, brings }: YearRow,
): void {
  const first: Night = { night: 0, is: "create", says: [], listed: 1 };
  expect(diary).toEqual([first, ...brings.filter(({ night }) => night < nights)]);
  expect(made - 1, "rotations").toBe(rotations);
  expect(left, "tokens after a destroy").toBe(0);
}

/** The nights of a year that come round after so many days. */
export function every(days: number): number[] {
  return Array.from({ length: 364 / days }, (_, index) => (index + 1) * days);
}

/** A night that brings a new token, and ends the old one. */
export function replaced(night: number, because: string): Night {
  return { night, is: "replace", says: [told(`due to be rotated: ${because}.`)], listed: 1 };
}

/** A night that brings a new token, beside which the old one works on. */
export function overlapped(night: number, because: string): Night {
  return { ...replaced(night, because), is: "update", listed: 2 };
}

/** A night that ends the old token of an overlap. */
export function revoked(night: number): Night {
  return { night, is: "update", says: [told("due to be revoked: its overlap ended")], listed: 1 };
}

/** The same night where Jenkins had no time for it, after which it lists so many tokens. */
export function failed({ says, ...night }: Night, listed: number): Night {
  return { ...night, says: [...says, told("429")], listed };
}

function told(text: string): string {
  return expect.stringContaining(text);
}
