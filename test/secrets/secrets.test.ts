import { expect, it } from "vitest";
import { readWholeRun } from "./evidence.ts";
import { findLeaks } from "./leaks.ts";
import { findMistakable } from "./mistakable.ts";

const { secrets, evidence } = readWholeRun();
const mistakable = findMistakable(secrets);

it("shows none of the secrets that the tests have used, in any output, state file or error", () => {
  const bytes = evidence.reduce((sum, { text }) => sum + text.length, 0);
  console.log(
    `Searched ${evidence.length} texts of ${bytes} characters for ${secrets.length} logins and secrets.`,
  );
  const searched = secrets.filter((secret) => !mistakable.includes(secret));
  expect(findLeaks(evidence, searched), "what is shown of which secret").toEqual([]);
});

it("has used no secrets that turn up anywhere without being given away", () => {
  const uses = new Set(mistakable.map(({ use }) => use));
  expect([...uses], "uses of secrets that are short, or words of our own texts").toEqual([]);
});
