import type { Inputs } from "./inputs.ts";
import { findOverlapLimit } from "./overlapLimit.ts";
import type { Problem } from "./properties.ts";

/** Inputs that are valid each by itself, and do not go together. */
export function findConflicts(inputs: Inputs): Problem[] {
  return rules.flatMap(([path, reasonOf]) => {
    const reason = reasonOf(inputs);
    return reason === undefined || reason === false ? [] : [{ path, reason }];
  });
}

type Rule = readonly [path: keyof Inputs, reasonOf: (inputs: Inputs) => string | false | undefined];

const fixedReason = "cannot rotate a fixedValue: the new token would be the old one";
const legacyReason = "does not go with a legacy token, whose value Jenkins chooses and which never expires";
const adoptReason = "does not go with a token that exists; leave it out, or leave out adopt";

const rules: readonly Rule[] = [
  ["overlapDays", findOverlapLimit],
  [
    "expiresOn",
    ({ expiresOn, expiresInDays }) =>
      expiresOn !== undefined &&
      expiresInDays !== undefined &&
      "is given besides expiresInDays; give only one of the two",
  ],
  [
    "rotateBeforeExpiryDays",
    ({ rotateBeforeExpiryDays: before, expiresInDays }) =>
      before !== undefined &&
      expiresInDays === undefined &&
      "needs expiresInDays: a token without it never expires, and with expiresOn each new one would expire on the same day",
  ],
  [
    "rotateBeforeExpiryDays",
    ({ rotateBeforeExpiryDays: before = 0, expiresInDays = Infinity }) =>
      before >= expiresInDays &&
      `must be less than expiresInDays (${expiresInDays}), or every up would rotate`,
  ],
  [
    "rotateAfterDays",
    ({ rotateAfterDays: after = 0, rotateBeforeExpiryDays: before, expiresInDays = Infinity }) =>
      before === undefined &&
      after > expiresInDays &&
      `must not be more than expiresInDays (${expiresInDays}): the token would have expired before`,
  ],
  [
    "rotateAfterDays",
    ({ fixedValue, rotateAfterDays }) =>
      fixedValue !== undefined && rotateAfterDays !== undefined && fixedReason,
  ],
  [
    "rotateBeforeExpiryDays",
    ({ fixedValue, rotateBeforeExpiryDays }) =>
      fixedValue !== undefined && rotateBeforeExpiryDays !== undefined && fixedReason,
  ],
  ...(["fixedValue", "expiresInDays", "expiresOn"] as const).flatMap((name): Rule[] => [
    [name, (inputs) => inputs.method === "legacy" && inputs[name] !== undefined && legacyReason],
    [name, (inputs) => inputs.adopt !== undefined && inputs[name] !== undefined && adoptReason],
  ]),
];
