import type { Fault } from "../../emulator/index.ts";
import type { Properties } from "../scenarios/support/engine.ts";

/** What is done to a token, with faults injected. */
export interface FaultOperation {
  readonly name: string;
  /** What the program has declared before, in one up each, a day apart. */
  readonly before: readonly Properties[];
  /** What the program declares now, and goes on declaring. */
  readonly declared: Properties;
  /** Default: `up`. */
  readonly operation?: "refresh" | "destroy";
  /** A fault injected into the request that creates the token. It is part of the operation: the others are injected into what comes after it. */
  readonly accident?: Fault;
  /** Which token of the state before is the previous one in the end. Default: none. */
  readonly previous?: "tokenUuid" | "previousTokenUuid";
}

const first = { tokenName: "deploy", version: 1 };
const second = { ...first, version: 2 };

/** Longer than any case lasts. */
const overlap = { overlapDays: 30 };
const withinOverlap = [
  { ...first, ...overlap },
  { ...second, ...overlap },
];

export const faultOperations: readonly FaultOperation[] = [
  { name: "create", before: [], declared: first },
  {
    name: "create after a lost response",
    before: [],
    declared: first,
    accident: { kind: "reset", when: "afterEffect" },
  },
  { name: "rename", before: [first], declared: { ...first, tokenName: "renamed" } },
  { name: "rotate", before: [first], declared: second },
  {
    // Revokes the token before the previous one, too.
    name: "rotate with overlap",
    before: withinOverlap,
    declared: { ...first, version: 3, ...overlap },
    previous: "tokenUuid",
  },
  { name: "end an overlap", before: withinOverlap, declared: second },
  { name: "refresh", before: [first], declared: first, operation: "refresh" },
  {
    name: "refresh within an overlap",
    before: withinOverlap,
    declared: { ...second, ...overlap },
    operation: "refresh",
    previous: "previousTokenUuid",
  },
  { name: "delete", before: [first], declared: first, operation: "destroy" },
  {
    name: "delete within an overlap",
    before: withinOverlap.map((declared) => ({ ...declared, verifyOn: "up" })),
    declared: { ...second, ...overlap, verifyOn: "up" },
    operation: "destroy",
  },
];
