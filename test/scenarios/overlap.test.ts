import { expect } from "vitest";
import { passwordLogin } from "../support/lifecycleProvider.ts";
import { describeScenarios } from "./support/describeScenarios.ts";
import { loginWithoutRetries } from "./support/elsewhere.ts";
import { dayOf } from "./support/scenarioClock.ts";

/** A token with a week of overlap. */
const week = { tokenName: "deploy", version: 1, overlapDays: 7 };
/** The same one, to be rotated. */
const nextWeek = { ...week, version: 2 };

const onSchedule = { tokenName: "deploy", rotateAfterDays: 30, overlapDays: 7 };

describeScenarios("a rotation with overlap", [
  {
    name: "keeps the previous token until its day, and the first up from then on revokes it",
    overCli: true,
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
    overCli: true,
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" }, controller: ["first", "second"] },
      { day: 3, destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "on schedule is a change in place, with its reason",
    steps: [
      { up: onSchedule, state: { token: "first", rotateOn: dayOf(30) } },
      { day: 29, up: onSchedule, is: "same" },
      { day: 30, preview: onSchedule, is: "update", says: [/30 days old/] },
      {
        up: onSchedule,
        is: "update",
        says: [/30 days old/],
        state: { token: "second", previous: "first", rotateOn: dayOf(60), previousRevokeOn: dayOf(37) },
        controller: ["first", "second"],
      },
      { day: 37, up: onSchedule, is: "update", says: [/due to be revoked/], controller: ["second"] },
    ],
  },
  {
    name: "and another one in the middle of it revokes the older token",
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" } },
      {
        day: 3,
        up: { ...week, version: 3 },
        is: "update",
        state: { token: "third", previous: "second", previousRevokeOn: dayOf(10) },
        controller: ["second", "third"],
      },
      { day: 7, up: { ...week, version: 3 }, is: "same", controller: ["second", "third"] },
      { day: 10, up: { ...week, version: 3 }, says: [/due to be revoked/], controller: ["third"] },
    ],
  },
  {
    name: "that is switched off revokes the previous token, and nothing else",
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" } },
      {
        day: 1,
        up: { tokenName: "deploy", version: 2 },
        is: "update",
        says: [/due to be revoked/],
        state: { token: "second", overlapDays: undefined, previousRevokeOn: undefined },
        controller: ["second"],
      },
    ],
  },
  {
    name: "can be switched on later, and its days changed for the next time",
    steps: [
      { up: { tokenName: "deploy", version: 1 }, state: { token: "first" } },
      { up: week, is: "update", state: { token: "first" }, controller: ["first"] },
      {
        up: { ...nextWeek, overlapDays: 2 },
        state: { token: "second", previous: "first", previousRevokeOn: dayOf(2) },
      },
      {
        up: { ...nextWeek, overlapDays: 30 },
        is: "update",
        state: { previous: "first", previousRevokeOn: dayOf(2) },
      },
      { day: 2, up: { ...nextWeek, overlapDays: 30 }, says: [/due to be revoked/], controller: ["second"] },
    ],
  },
  {
    name: "and a new name at the same time names the previous token after its last day",
    steps: [
      { up: week, state: { token: "first", tokenName: "deploy" } },
      {
        up: { ...nextWeek, tokenName: "release" },
        is: "update",
        state: { token: "second", previous: "first", tokenName: "release" },
        controller: ["first", "second"],
      },
      {
        up: { ...nextWeek, tokenName: "publish" },
        is: "update",
        state: { token: "second", previous: "first", tokenName: "publish" },
      },
      {
        meanwhile: ({ jenkins }) =>
          expect(jenkins.tokens("alice").map((token) => token.name)).toEqual([
            `deploy (until ${dayOf(7)})`,
            "publish",
          ]),
      },
    ],
  },
  {
    name: "is over when the token gets another owner: nothing of the old one is left",
    login: (jenkins) => passwordLogin(jenkins, "admin"),
    jenkins: { adminCanGenerateNewTokens: true },
    steps: [
      { up: { ...week, username: "alice" }, state: { token: "first" } },
      { up: { ...nextWeek, username: "alice" }, state: { token: "second", previous: "first" } },
      { up: { ...nextWeek, username: "svc" }, is: "replace", replaces: ["username"], controller: [] },
    ],
  },
  {
    name: "that fails is still due, and the token goes on working",
    login: loginWithoutRetries,
    steps: [
      { up: onSchedule, state: { token: "first" } },
      {
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({ kind: "status", status: 429, when: "beforeEffect", path: /generate/ }),
      },
      {
        day: 30,
        up: onSchedule,
        is: "update",
        says: [/30 days old/],
        fails: "unavailable",
        state: { token: "first" },
        controller: ["first"],
      },
      {
        day: 31,
        up: onSchedule,
        says: [/31 days old/],
        state: { token: "second", previous: "first", previousRevokeOn: dayOf(38) },
        controller: ["first", "second"],
      },
    ],
  },
  {
    name: "whose previous token can't be revoked on its day revokes it the next time",
    login: loginWithoutRetries,
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" } },
      {
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /revoke/ }),
      },
      {
        day: 8,
        up: nextWeek,
        says: [/due to be revoked/],
        fails: "unavailable",
        state: { token: "second", previous: "first" },
        controller: ["first", "second"],
      },
      {
        day: 9,
        up: nextWeek,
        says: [/due to be revoked/],
        state: { token: "second" },
        controller: ["second"],
      },
    ],
  },
  {
    name: "whose new token can't be verified is verified by the next up",
    login: loginWithoutRetries,
    steps: [
      { up: week, state: { token: "first" } },
      {
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /whoAmI/ }),
      },
      {
        up: nextWeek,
        is: "update",
        fails: "tokenNotVerified",
        state: { token: "second", previous: "first" },
        controller: ["first", "second"],
      },
      {
        up: nextWeek,
        is: "update",
        says: [/It was not verified/],
        state: { token: "second", previous: "first" },
      },
      {
        up: nextWeek,
        is: "same",
        state: { token: "second", previous: "first" },
        controller: ["first", "second"],
      },
    ],
  },
  {
    name: "in which the new token is revoked in the web UI forgets the previous one neither",
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" } },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("second")) },
      {
        refresh: true,
        is: "refresh",
        says: [/'deploy' of 'alice' is missing.*previous/],
        controller: ["first"],
      },
      {
        up: nextWeek,
        is: "replace",
        replaces: ["tokenUuid"],
        says: [/revoked outside Pulumi/],
        state: { token: "third" },
        controller: ["third"],
      },
      { up: nextWeek, is: "same", controller: ["third"] },
    ],
  },
  {
    name: "in which the new token is revoked in the web UI leaves nothing when it is destroyed",
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" } },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("second")) },
      { refresh: true, says: [/is missing/] },
      { destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "in which the previous token is revoked in the web UI ends when a refresh sees that",
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" } },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("first")) },
      { refresh: true, is: "refresh", state: { token: "second", previousRevokeOn: undefined } },
      { day: 7, up: nextWeek, is: "same", controller: ["second"] },
    ],
  },
  {
    name: "in which the previous token is revoked in the web UI ends on its day when nobody looks",
    steps: [
      { up: week, state: { token: "first" } },
      { up: nextWeek, state: { token: "second", previous: "first" } },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("first")) },
      {
        day: 7,
        up: nextWeek,
        says: [/due to be revoked/],
        state: { token: "second" },
        controller: ["second"],
      },
    ],
  },
]);
