import { describe } from "vitest";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { byAge, byExpiry, onSchedule } from "./declared/schedule.ts";
import { runInFrontEnds } from "./support/frontEnds.ts";
import { dayOf } from "./support/scenarioClock.ts";

/** Whose token that is, the program doesn't say. */
const ofNobody = { ...byAge, triggers: { image: "1.2", tags: ["a", "b"] } };

describe("a rotation on schedule", () => {
  runInFrontEnds([
    ...onSchedule,
    {
      name: "comes late where no up came before, and counts from the day it came",
      steps: [
        { up: byExpiry, state: { token: "first" } },
        {
          day: 100,
          up: byExpiry,
          is: "replace",
          says: [/It expired on 2027-04-01/],
          state: { token: "second", expiresOn: dayOf(190), rotateOn: dayOf(176) },
          controller: ["second"],
        },
      ],
    },
    {
      name: "leaves the token its owner, whoever the provider logs in as by then",
      steps: [
        { up: ofNobody, state: { token: "first", username: "alice" } },
        { login: (jenkins) => passwordLogin(jenkins, "admin"), up: ofNobody, is: "same" },
        {
          day: 90,
          up: ofNobody,
          is: "replace",
          says: [/90 days old/],
          state: { token: "second", username: "alice" },
          controller: ["second"],
        },
      ],
    },
    {
      name: "by age and expiry comes on the earlier day",
      steps: [
        { up: { ...byExpiry, rotateAfterDays: 30 }, state: { token: "first", rotateOn: dayOf(30) } },
        {
          up: { ...byExpiry, rotateAfterDays: 80 },
          is: "update",
          state: { token: "first", rotateOn: dayOf(76) },
        },
      ],
    },
    {
      name: "is declared, changed and taken away without a new token",
      steps: [
        { up: { tokenName: "deploy" }, state: { token: "first", rotateOn: undefined } },
        { day: 10, up: byAge, is: "update", state: { token: "first", rotateOn: dayOf(90) } },
        {
          up: { ...byAge, rotateAfterDays: 20 },
          is: "update",
          state: { token: "first", rotateOn: dayOf(20) },
          controller: ["first"],
        },
        { up: { tokenName: "deploy" }, is: "update", state: { token: "first", rotateOn: undefined } },
        { day: 100, up: { tokenName: "deploy" }, is: "same", controller: ["first"] },
      ],
    },
    {
      name: "that is due by a changed schedule comes at once",
      steps: [
        { up: byAge, state: { token: "first" } },
        {
          day: 40,
          up: { ...byAge, rotateAfterDays: 30 },
          is: "replace",
          says: [/40 days old/],
          state: { token: "second", rotateOn: dayOf(70) },
          controller: ["second"],
        },
      ],
    },
    {
      name: "counts from the day of adoption for a token that is older",
      steps: [
        {
          up: { tokenName: "deploy", rotateAfterDays: 5 },
          state: { token: "first" },
        },
        {
          day: 5,
          up: { tokenName: "deploy", rotateAfterDays: 5, version: 2 },
          is: "replace",
          replaces: ["version", "rotateOn"],
          says: [/5 days old/],
          state: { token: "second", rotateOn: dayOf(10) },
        },
      ],
    },
  ]);
});
