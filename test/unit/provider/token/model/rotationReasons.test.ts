import { describe, expect, it } from "vitest";
import { previousDueReason, rotationReasons } from "../../../../../provider/token/model/rotationReasons.ts";
import type { State } from "../../../../../provider/token/model/state.ts";
import { unknownValue } from "../../../../../provider/token/model/unknown.ts";

const now = new Date("2027-01-10T12:00:00Z");
const declared = { version: 1, triggers: { image: "1.2", list: [1, { a: 2 }] } };
const state: State = {
  username: "alice",
  tokenName: "deploy",
  tokenUuid: "ebcf72f5-67df-481e-950f-55c16383b3ce",
  tokenValue: "a value",
  url: "https://ci.example.com",
  createdAt: "2027-01-01T12:00:00.000Z",
  method: "rest",
  ...declared,
};
const paths = (changes: readonly { path: string }[]) => changes.map(({ path }) => path);

describe("a rotation", () => {
  it.each<[string, Partial<State>, Record<string, unknown>, string[]]>([
    ["is not needed where nothing has changed", {}, {}, []],
    ["nor for another order of triggers", {}, { triggers: { list: [1, { a: 2 }], image: "1.2" } }, []],
    ["nor for a number that is a text now", {}, { version: "1" }, []],
    ["nor for a text that is a number now", { version: "1" }, {}, []],
    ["nor for another method, name or setting", {}, { method: "legacy", tokenName: "x", verifyOn: "up" }, []],
    ["is needed for another version", {}, { version: 2 }, ["version"]],
    ["for a version that is a word now", { version: undefined }, { version: "undefined" }, ["version"]],
    ["for a version taken away", {}, { version: undefined }, ["version"]],
    ["for a version that is not known yet", {}, { version: unknownValue }, ["version"]],
    ["for a trigger deep inside", {}, { triggers: { image: "1.2", list: [1, { a: 3 }] } }, ["triggers"]],
    ["for another fixed value", { fixedValue: "a" }, { fixedValue: "b" }, ["fixedValue"]],
    [
      "for other days",
      { expiresInDays: 30, expiresOn: "2027-01-31" },
      { expiresInDays: 60 },
      ["expiresInDays"],
    ],
    [
      "not for the day that the days come to",
      { expiresInDays: 30, expiresOn: "2027-01-31" },
      { expiresInDays: 30 },
      [],
    ],
    [
      "for a day in place of days",
      { expiresInDays: 30, expiresOn: "2027-01-31" },
      { expiresOn: "2027-01-31" },
      ["expiresInDays", "expiresOn"],
    ],
    ["for another day", { expiresOn: "2027-01-31" }, { expiresOn: "2027-02-01" }, ["expiresOn"]],
    ["for a day taken away", { expiresOn: "2027-01-31" }, {}, ["expiresOn"]],
    ["not for the day of an adopted token", { method: "adopted", expiresOn: "2027-01-31" }, {}, []],
    ["for its age", {}, { rotateAfterDays: 9 }, ["rotateOn"]],
    ["not before", {}, { rotateAfterDays: 10 }, []],
    ["not for an age that is not known yet", {}, { rotateAfterDays: unknownValue }, []],
    [
      "not for the schedule of a token that has expired, which is replaced anyway",
      { expiresInDays: 5, expiresOn: "2027-01-06" },
      { expiresInDays: 5, rotateBeforeExpiryDays: 2 },
      [],
    ],
    ["for several reasons", {}, { version: 2, rotateAfterDays: 1 }, ["version", "rotateOn"]],
  ])("%s", (_, inState, inProgram, expected) => {
    expect(paths(rotationReasons({ ...state, ...inState }, { ...declared, ...inProgram }, now))).toEqual(
      expected,
    );
  });

  it("says how each input has changed", () => {
    const news = { version: 2, triggers: undefined, fixedValue: "b" };
    expect(rotationReasons(state, news, now)).toStrictEqual([
      { path: "version", kind: "update", replaces: false },
      { path: "triggers", kind: "delete", replaces: false },
      { path: "fixedValue", kind: "add", replaces: false },
    ]);
  });

  it("on schedule gives its reason", () => {
    expect(rotationReasons(state, { ...declared, rotateAfterDays: 5 }, now)).toEqual([
      { path: "rotateOn", kind: "add", replaces: false, reason: "it is 9 days old" },
    ]);
  });
});

describe("the previous token of an overlap", () => {
  const overlapping: State = {
    ...state,
    previousTokenUuid: "34ec1571-43ae-4e26-9372-21e01ae88f08",
    previousTokenValue: "another value",
    previousRevokeOn: "2027-01-08",
  };
  const ended = "its overlap ended on 2027-01-08";
  const rotatedAt = (time: string) => ({ ...overlapping, createdAt: `2027-01-01T${time}:00.000Z` });

  it.each<[string, State, Record<string, unknown>, string, string | undefined]>([
    ["stays before its day", overlapping, { overlapDays: 7 }, "2027-01-07T23:59:00Z", undefined],
    ["is revoked on its day", overlapping, { overlapDays: 7 }, "2027-01-08T12:00:00Z", ended],
    ["is revoked later", overlapping, { overlapDays: 7 }, "2027-03-01T00:00:00Z", ended],
    [
      "has whole days: rotated late",
      rotatedAt("23:59"),
      { overlapDays: 7 },
      "2027-01-08T00:01:00Z",
      undefined,
    ],
    ["has whole days: until late", rotatedAt("23:59"), { overlapDays: 7 }, "2027-01-08T23:59:00Z", ended],
    ["has whole days: rotated early", rotatedAt("00:01"), { overlapDays: 7 }, "2027-01-08T00:01:00Z", ended],
    ["keeps the day of its rotation", overlapping, { overlapDays: 30 }, "2027-01-08T12:00:00Z", ended],
    ["ends with overlapDays", overlapping, {}, "2027-01-02T12:00:00Z", "overlapDays is no longer set"],
    [
      "without a day is due",
      { ...overlapping, previousRevokeOn: undefined },
      { overlapDays: 7 },
      "2027-01-02T12:00:00Z",
      "its overlap ended on 2027-01-02",
    ],
    ["is not there", state, {}, "2027-03-01T00:00:00Z", undefined],
  ])("%s", (_, inState, news, at, reason) => {
    expect(previousDueReason(inState, news, new Date(at))).toBe(reason);
  });
});
