import { loginWithoutRetries } from "../support/elsewhere.ts";
import type { Scenario } from "../support/scenario.ts";
import { dayOf } from "../support/scenarioClock.ts";

/** A token that rotates when it is so old. */
export const byAge = { tokenName: "deploy", rotateAfterDays: 90 };
/** A token that rotates so long before it expires. */
export const byExpiry = { tokenName: "deploy", expiresInDays: 90, rotateBeforeExpiryDays: 14 };

/** How a rotation on schedule goes. */
export const onSchedule: readonly Scenario[] = [
  {
    name: "by age comes on the day, not the day before, and once",
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
];
