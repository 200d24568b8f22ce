import { passwordLogin } from "../support/lifecycleProvider.ts";
import { describeScenarios } from "./support/describeScenarios.ts";
import { loginWithoutRetries } from "./support/elsewhere.ts";
import { dayOf } from "./support/scenarioClock.ts";

/** A token that rotates when it is so old. */
const byAge = { tokenName: "deploy", rotateAfterDays: 90 };
/** A token that rotates so long before it expires. */
const byExpiry = { tokenName: "deploy", expiresInDays: 90, rotateBeforeExpiryDays: 14 };

/** Whose token that is, the program doesn't say. */
const ofNobody = { ...byAge, triggers: { image: "1.2", tags: ["a", "b"] } };

describeScenarios("a rotation on schedule", [
  {
    name: "by age comes on the day, not the day before, and once",
    overCli: true,
    steps: [
      { up: byAge, is: "create", state: { token: "first", rotateOn: dayOf(90) }, controller: ["first"] },
      { day: 89, up: byAge, is: "same", controller: ["first"] },
      {
        day: 90,
        preview: byAge,
        is: "replace",
        replaces: ["rotateOn"],
        says: [/It is 90 days old/],
      },
      {
        up: byAge,
        is: "replace",
        says: [/90 days old/],
        state: { token: "second", rotateOn: dayOf(180) },
        controller: ["second"],
      },
      { up: byAge, is: "same", controller: ["second"] },
      { destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "before the expiry comes on the day, not the day before",
    overCli: true,
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
    ],
  },
  {
    name: "that fails is still due, and the token goes on working",
    overCli: true,
    login: loginWithoutRetries,
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
        fails: "unavailable",
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
