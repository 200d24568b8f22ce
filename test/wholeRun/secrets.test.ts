import { expect, it } from "vitest";
import { readWholeRun } from "../support/wholeRun/evidence.ts";
import { findLeaks } from "../support/wholeRun/leaks.ts";

it("shows none of the secrets that the tests have used, in any output, state file or error", () => {
  const { secrets, evidence } = readWholeRun();
  const bytes = evidence.reduce((sum, { text }) => sum + text.length, 0);
  console.log(
    `Searched ${evidence.length} texts of ${bytes} characters for ${secrets.length} logins and secrets.`,
  );
  expect(findLeaks(evidence, secrets)).toEqual([]);
});
