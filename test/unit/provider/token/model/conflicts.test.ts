import { describe, expect, it } from "vitest";
import { findConflicts } from "../../../../../provider/token/model/conflicts.ts";
import { type Inputs, inputsSchema } from "../../../../../provider/token/model/inputs.ts";

const fixedValue = "a fixed value";
const adopt = { tokenUuid: "ebcf72f5-67df-481e-950f-55c16383b3ce", tokenValue: "a value" };

describe("inputs by themselves", () => {
  it.each([
    [{ expiresInDays: 0 }, "expiresInDays: must be 1 or more"],
    [{ expiresInDays: -5 }, "expiresInDays: must be 1 or more"],
    [{ expiresInDays: 1.5 }, "expiresInDays: must be a whole number of days"],
    [{ expiresInDays: 100_000 }, "expiresInDays: must be 36500 (a century) or less"],
    [{ expiresInDays: "90" }, "expiresInDays: must be a number of days"],
    [{ expiresOn: "2027-02-30" }, "expiresOn: must be a day that exists, as YYYY-MM-DD"],
    [{ expiresOn: "02/03/2027" }, "expiresOn: must be a day that exists, as YYYY-MM-DD"],
    [{ rotateAfterDays: 0 }, "rotateAfterDays: must be 1 or more"],
    [{ rotateAfterDays: 2.5 }, "rotateAfterDays: must be a whole number of days"],
    [{ overlapDays: 0 }, "overlapDays: must be 1 or more"],
    [{ overlapDays: 100_000 }, "overlapDays: must be 36500 (a century) or less"],
    [{ verifyOn: "always" }, "verifyOn: must be one of refresh, up, never"],
    [{ method: "magic" }, "method: must be one of auto, rest, scriptConsole, legacy"],
  ])("%j is refused", (inputs, problem) => {
    const { error } = inputsSchema.safeParse(inputs);
    expect(error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`)).toEqual([problem]);
  });
});

describe("inputs that do not go together", () => {
  const rotationEnds = "the rotation after so many days ends the previous token";
  const previousExpires = "so many days after its rotation the previous token expires";
  it.each<[Inputs, string[]]>([
    [
      { expiresOn: "2027-06-01", expiresInDays: 3 },
      ["expiresOn: is given besides expiresInDays; give only one of the two"],
    ],
    [
      { rotateAfterDays: 31, expiresInDays: 30 },
      ["rotateAfterDays: must not be more than expiresInDays (30): the token would have expired before"],
    ],
    [
      { rotateBeforeExpiryDays: 30, expiresInDays: 30 },
      ["rotateBeforeExpiryDays: must be less than expiresInDays (30), or every up would rotate"],
    ],
    [{ overlapDays: 7, rotateAfterDays: 5 }, [`overlapDays: must not be more than 5: ${rotationEnds}`]],
    [
      { overlapDays: 7, rotateAfterDays: 90, expiresInDays: 10, rotateBeforeExpiryDays: 8 },
      [`overlapDays: must not be more than 2: ${rotationEnds}`],
    ],
    [
      { overlapDays: 7, expiresInDays: 90, rotateBeforeExpiryDays: 3 },
      [`overlapDays: must not be more than 3: ${previousExpires}`],
    ],
    [
      { overlapDays: 7, expiresInDays: 90, rotateAfterDays: 85 },
      [`overlapDays: must not be more than 5: ${previousExpires}`],
    ],
    [
      { fixedValue, rotateAfterDays: 5 },
      ["rotateAfterDays: cannot rotate a fixedValue: the new token would be the old one"],
    ],
  ])("%j", (inputs, problems) => {
    expect(findConflicts(inputs).map(({ path, reason }) => `${path}: ${reason}`)).toEqual(problems);
  });

  it.each<[Inputs, RegExp]>([
    [{ rotateBeforeExpiryDays: 7 }, /^needs expiresInDays: a token without it never expires/],
    [{ method: "legacy", fixedValue }, /^does not go with a legacy token, whose value Jenkins chooses/],
    [{ adopt, fixedValue }, /^does not go with a token that exists; leave it out, or leave out adopt$/],
    [
      { overlapDays: 7, expiresInDays: 30, rotateAfterDays: 30 },
      /^must not be more than 0: so many days after/,
    ],
    [{ fixedValue, rotateBeforeExpiryDays: 2, expiresInDays: 9 }, /^cannot rotate a fixedValue/],
  ])("%j: %s", (inputs, reason) => {
    expect(findConflicts(inputs)).toMatchObject([{ reason: expect.stringMatching(reason) }]);
  });

  it.each<[Inputs, string[]]>([
    [{ fixedValue, rotateBeforeExpiryDays: 2, expiresInDays: 9 }, ["rotateBeforeExpiryDays"]],
    [{ rotateBeforeExpiryDays: 7 }, ["rotateBeforeExpiryDays"]],
    [{ rotateBeforeExpiryDays: 7, expiresOn: "2027-06-01" }, ["rotateBeforeExpiryDays"]],
    [{ method: "legacy", fixedValue }, ["fixedValue"]],
    [{ method: "legacy", expiresInDays: 3 }, ["expiresInDays"]],
    [{ adopt, fixedValue, expiresOn: "2027-06-01" }, ["fixedValue", "expiresOn"]],
    [{ method: "legacy", fixedValue, rotateAfterDays: 3 }, ["rotateAfterDays", "fixedValue"]],
  ])("%j: at %j", (inputs, paths) => {
    expect(findConflicts(inputs).map(({ path }) => path)).toEqual(paths);
  });

  it.each<[Inputs]>([
    [{}],
    [{ expiresInDays: 90, rotateBeforeExpiryDays: 14, overlapDays: 14 }],
    [{ rotateAfterDays: 7, overlapDays: 7 }],
    [{ rotateAfterDays: 30, expiresInDays: 30 }],
    [{ rotateAfterDays: 200, expiresInDays: 90, rotateBeforeExpiryDays: 14 }],
    [{ overlapDays: 400 }],
    [{ adopt, overlapDays: 7, rotateAfterDays: 90 }],
    [{ fixedValue, expiresInDays: 30 }],
    [{ method: "legacy", rotateAfterDays: 30 }],
  ])("%j are fine", (inputs) => {
    expect(findConflicts(inputs)).toEqual([]);
  });
});
