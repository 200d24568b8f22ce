import { describe } from "vitest";
import { dayOf } from "../support/lifeClock.ts";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { liveOverGrpc } from "../support/lifeOverGrpc.ts";

const byAge = { tokenName: "deploy", rotateAfterDays: 90 };
const byExpiry = { tokenName: "deploy", expiresInDays: 90, rotateBeforeExpiryDays: 14 };

describe("a rotation on schedule", () => {
  liveOverGrpc([
    {
      name: "by age comes on the day, not the day before, and once",
      steps: [
        { up: byAge, is: "create", state: { token: "first", rotateOn: dayOf(90) }, controller: ["first"] },
        { up: byAge, is: "same", controller: ["first"] },
        { day: 89, up: byAge, is: "same", controller: ["first"] },
        {
          day: 90,
          preview: byAge,
          is: "replace",
          replaces: ["rotateOn"],
          says: [/'deploy' of 'alice'.*90 days old/],
        },
        {
          up: byAge,
          is: "replace",
          says: [/90 days old/],
          state: { token: "second", rotateOn: dayOf(180) },
          controller: ["second"],
        },
        { up: byAge, is: "same", controller: ["second"] },
        { day: 179, up: byAge, is: "same", controller: ["second"] },
        { destroy: true, is: "delete", controller: [] },
      ],
    },
    {
      name: "before the expiry comes on the day, not the day before, and once",
      steps: [
        {
          up: byExpiry,
          is: "create",
          state: { token: "first", expiresOn: dayOf(90), rotateOn: dayOf(76) },
        },
        { day: 75, up: byExpiry, is: "same", controller: ["first"] },
        {
          day: 76,
          up: byExpiry,
          is: "replace",
          replaces: ["rotateOn"],
          says: [/expires in 14 days/],
          state: { token: "second", expiresOn: dayOf(166), rotateOn: dayOf(152) },
          controller: ["second"],
        },
        { up: byExpiry, is: "same", controller: ["second"] },
      ],
    },
    {
      name: "comes late where no up came before, and counts from the day it came",
      steps: [
        { up: byExpiry, state: { token: "first" } },
        {
          day: 100,
          up: byExpiry,
          is: "replace",
          says: [/expired on 2027-04-01/],
          state: { token: "second", expiresOn: dayOf(190), rotateOn: dayOf(176) },
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
      name: "that fails is due still, and the token works on",
      login: (jenkins) => ({ ...passwordLogin(jenkins, "alice"), "jenkins:maxRetries": "0" }),
      steps: [
        { up: byAge, state: { token: "first" } },
        {
          meanwhile: ({ jenkins }) =>
            void jenkins.faults.add({
              kind: "status",
              status: 429,
              when: "beforeEffect",
              method: "POST",
              path: /generate/,
            }),
        },
        {
          day: 90,
          up: byAge,
          is: "replace",
          says: [/90 days old/],
          fails: /429/,
          state: { token: "first", rotateOn: dayOf(90) },
          controller: ["first"],
        },
        {
          day: 91,
          up: byAge,
          is: "replace",
          says: [/91 days old/],
          state: { token: "second", rotateOn: dayOf(181) },
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
