import { isDeepStrictEqual } from "node:util";
import type { Terminal } from "./terminal.ts";

/** Says that a claim holds; throws, with what was expected and what was seen, when it doesn't. */
export type Check = (claim: string, result: { readonly expected: unknown; readonly seen: unknown }) => void;

/** A check that tells its claims on a terminal. */
export function createCheck(terminal: Terminal): Check {
  return (claim, { expected, seen }) => {
    if (!isDeepStrictEqual(seen, expected)) {
      throw new Error(`${claim}\n  expected: ${toText(expected)}\n  seen:     ${toText(seen)}`);
    }
    terminal.passed(claim);
  };
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(toText).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
