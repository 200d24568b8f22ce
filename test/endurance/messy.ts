import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import fc from "fast-check";
import { hostile } from "../../emulator/index.ts";

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
export const harmful = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
