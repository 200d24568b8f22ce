import { expect } from "vitest";
import { jenkinsErrorCodes } from "../../provider/errors/catalogue.ts";
import { harmful, marker } from "./messy.ts";

/** Fails unless an error is one of the catalogue, and its text can be shown. */
export function expectExplained(error: unknown): void {
  const { code, message } = error as { code?: string; message: string };
  expect(jenkinsErrorCodes, `the code of: ${message}`).toContain(code);
  for (const line of message.split("\n")) expectPlain(line);
}

/** Fails where a line of a message holds a secret, something of a program's insides, or what a terminal obeys. */
export function expectPlain(line: string): void {
  expect(line).not.toMatch(harmful);
  expect(line).not.toMatch(/\[object |undefined|NaN/);
  expect(line.includes(marker), "whether a message holds a secret").toBe(false);
  expect(line.length).toBeLessThan(3000);
}
