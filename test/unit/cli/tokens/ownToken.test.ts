import { expect, it } from "vitest";
import { ownCandidates } from "../../../../cli/tokens/model/ownToken.ts";
import { token } from "./describedTokens.ts";

/** Tokens a, b and so on, by their counts of uses. */
const list = (...counts: readonly (number | undefined)[]) =>
  counts.map((useCount, index) => token({ tokenUuid: "abc"[index] ?? "", useCount }));

it.each<[what: string, before: ReturnType<typeof list>, after: ReturnType<typeof list>, expected: string[]]>([
  ["is the one whose count has grown", list(5, 9, 0), list(5, 10, 0), ["b"]],
  ["may be each of several whose counts have grown", list(5, 9, 0), list(6, 10, 0), ["a", "b"]],
  [
    "may be any where Jenkins counts no uses",
    list(undefined, undefined),
    list(undefined, undefined),
    ["a", "b"],
  ],
  ["may be one that was not listed before", list(5), list(5, 1), ["b"]],
  ["is none of a user whose tokens are not in use", list(5, 9), list(5, 9), []],
])("the token of the login %s", (_, before, after, expected) => {
  expect(ownCandidates(before, after).map(({ tokenUuid }) => tokenUuid)).toEqual(expected);
});
