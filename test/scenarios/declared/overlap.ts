import type { Scenario } from "../support/scenario.ts";
import { dayOf } from "../support/scenarioClock.ts";

/** A token with a week of overlap. */
export const week = { tokenName: "deploy", version: 1, overlapDays: 7 };
/** The same one, to be rotated. */
export const nextWeek = { ...week, version: 2 };

/** How a rotation with overlap goes. */
export const withOverlap: readonly Scenario[] = [
  {
    name: "keeps the previous token until its day, and the first up from then on revokes it",
    steps: [
      { up: week, is: "create", state: { token: "first", previousRevokeOn: undefined } },
      {
        up: nextWeek,
        is: "update",
        state: { token: "second", previous: "first", previousRevokeOn: dayOf(7) },
      },
      { day: 6, up: nextWeek, is: "same", controller: ["first", "second"] },
      {
        day: 7,
        preview: nextWeek,
        is: "update",
        says: [/previous token is due to be revoked/],
      },
      {
        up: nextWeek,
        is: "update",
        says: [/previous token is due to be revoked/],
        state: { token: "second", previousRevokeOn: undefined },
        controller: ["second"],
      },
      { up: nextWeek, is: "same", controller: ["second"] },
      { destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "leaves nothing when it is destroyed in the middle",
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" }, controller: ["first", "second"] },
      { day: 3, destroy: true, is: "delete", controller: [] },
    ],
  },
];
