import { noteSecret } from "../support/lifecycleFailure.ts";
import { describeScenarios } from "./support/describeScenarios.ts";
import type { Step, Surroundings } from "./support/scenario.ts";

const adopted = { tokenUuid: "", tokenValue: "" };
const adopt = (more: Record<string, unknown> = {}) => ({ adopt: adopted, version: 1, ...more });

const clickTogether: Step = {
  meanwhile({ jenkins }: Surroundings) {
    Object.assign(adopted, jenkins.generateToken("alice", "clicked"));
    noteSecret(adopted.tokenValue);
  },
};

describeScenarios("an adopted token", [
  {
    name: "is rotated like any other, once and again, and Jenkins keeps the newest alone",
    steps: [
      clickTogether,
      {
        up: adopt(),
        is: "create",
        state: { token: "first", tokenName: "clicked", method: "adopted" },
        controller: ["first"],
      },
      { up: adopt(), is: "same" },
      {
        up: adopt({ version: 2 }),
        is: "replace",
        state: { token: "second", tokenName: "clicked", method: "rest" },
        controller: ["second"],
      },
      { up: adopt({ version: 2 }), is: "same" },
      { up: adopt({ version: 3 }), is: "replace", state: { token: "third" }, controller: ["third"] },
      { up: { version: 3 }, is: "same", controller: ["third"] },
      { up: { version: 4 }, is: "replace", state: { token: "fourth" }, controller: ["fourth"] },
      { destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "is rotated with overlap, and on schedule from the day of its adoption",
    steps: [
      clickTogether,
      { day: 10, up: adopt({ overlapDays: 7, rotateAfterDays: 30 }), state: { token: "first" } },
      { day: 39, up: adopt({ overlapDays: 7, rotateAfterDays: 30 }), is: "same" },
      {
        day: 40,
        up: adopt({ overlapDays: 7, rotateAfterDays: 30 }),
        is: "update",
        says: [/30 days old/],
        state: { token: "second", previous: "first" },
        controller: ["first", "second"],
      },
      {
        day: 47,
        up: adopt({ overlapDays: 7, rotateAfterDays: 30 }),
        says: [/due to be revoked/],
        controller: ["second"],
      },
    ],
  },
  {
    name: "that was revoked in the web UI is not adopted again: the error says what to remove",
    steps: [
      clickTogether,
      { up: adopt(), state: { token: "first" } },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("first")) },
      { refresh: true, is: "gone" },
      { up: adopt(), fails: "adoptUnknown" },
      { up: { version: 1 }, is: "create", state: { token: "second" }, controller: ["second"] },
    ],
  },
]);

const one = { tokenName: "deploy", version: 1, fixedValue: "11cafecafecafecafecafecafecafecafe" };
const other = { ...one, fixedValue: "11beefbeefbeefbeefbeefbeefbeefbeef" };

describeScenarios("a token of a chosen value", [
  {
    name: "rotates to another value",
    steps: [
      { up: one, state: { token: "first", tokenValue: one.fixedValue }, controller: ["first"] },
      {
        up: other,
        is: "replace",
        replaces: ["fixedValue"],
        state: { token: "second", tokenValue: other.fixedValue },
        controller: ["second"],
      },
      { destroy: true, controller: [] },
    ],
  },
  {
    name: "rotates to another value with overlap",
    steps: [
      { up: { ...one, overlapDays: 7 }, state: { token: "first" } },
      {
        up: { ...other, overlapDays: 7 },
        is: "update",
        state: { token: "second", previous: "first", tokenValue: other.fixedValue },
        controller: ["first", "second"],
      },
      {
        day: 7,
        up: { ...other, overlapDays: 7 },
        says: [/due to be revoked/],
        controller: ["second"],
      },
    ],
  },
  {
    name: "keeps its value through a new version, which revokes the token before all the same",
    steps: [
      { up: one, state: { token: "first" } },
      {
        up: { ...one, version: 2 },
        is: "replace",
        state: { token: "second", tokenValue: one.fixedValue },
        controller: ["second"],
        dead: [],
      },
      { destroy: true, controller: [] },
    ],
  },
]);

const legacy = { tokenName: "deploy", version: 1, method: "legacy" };

describeScenarios("a legacy token", [
  {
    name: "is changed by a rotation, of which nothing is left but the new value",
    jenkins: { version: "2.107" },
    steps: [
      { up: legacy, is: "create", state: { token: "first", method: "legacy" }, works: ["first"] },
      { up: legacy, is: "same" },
      {
        up: { ...legacy, version: 2 },
        is: "replace",
        state: { tokenUuid: "legacy:alice", method: "legacy" },
        dead: ["first"],
      },
      { up: { ...legacy, version: 2 }, is: "same" },
      { destroy: true, is: "delete", dead: ["first"] },
    ],
  },
  {
    name: "can't overlap: the one before it dies with the rotation",
    jenkins: { version: "2.107" },
    steps: [
      { up: { ...legacy, overlapDays: 7 }, state: { token: "first" } },
      {
        up: { ...legacy, overlapDays: 7, version: 2 },
        is: "update",
        state: { previousRevokeOn: undefined },
        dead: ["first"],
      },
      { day: 8, up: { ...legacy, overlapDays: 7, version: 2 }, is: "same" },
      { destroy: true, is: "delete" },
    ],
  },
]);
