import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import fc from "fast-check";
import { expect } from "vitest";
import { hostile } from "../../emulator/index.ts";
import { jenkinsErrorCodes } from "../../provider/errors/catalogue.ts";

/** What must be seen in no message, wherever it stands among secret values. */
export const marker = "fuzzed-secret-4711";

/** Texts of any characters, also long ones and those that do harm on a terminal. */
export const messyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(...Object.values(hostile.harmfulTexts)),
  fc.constantFrom(
    "",
    " ",
    "0",
    "true",
    "null",
    "x".repeat(100_000),
    "../../etc/passwd",
    "a/b?c#d",
    "%00%0d%0a",
    unknownValue,
  ),
);

/** Values of any type, as they may come from a program. */
export const messyValue = fc.oneof(
  messyText,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue(),
  fc.constant(JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`)),
);

/** A value in the place of a secret: the marker, or something around it. */
export const messySecret = fc.oneof(
  fc.constant(marker),
  messyText.map((text) => `${text.slice(0, 50)}${marker}`),
  fc.oneof(
    fc.constant([marker]),
    fc.constant({ value: marker }),
    fc.constant({ env: marker }),
    fc.constant({ file: marker }),
  ),
);

/** Characters that end a line or do something on a terminal; messages have lines of their own. */
const harmful = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

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
