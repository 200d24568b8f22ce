import { expect } from "vitest";
import { noteSecret } from "../../support/lifecycleFailure.ts";
import type { Login, Scenario, Surroundings } from "../support/scenario.ts";
import { dayOf } from "../support/scenarioClock.ts";

const name = { tokenName: "deploy" };
const tenDays = { ...name, expiresInDays: 10 };
const untilDay30 = { ...name, expiresOn: dayOf(30) };

/** No login has been refused: nobody has tried the expired token. */
const expectNoRefusal = ({ jenkins }: Surroundings) => expect(jenkins.refusedLogins()).toEqual([]);

/** What the nightly `refresh` and `up` do with a token whose last day is over. */
export const ofExpiredToken: readonly Scenario[] = [
  {
    name: "stays in the state when it has expired; the next up creates another one and revokes it",
    steps: [
      { up: tenDays, state: { token: "first" } },
      { day: 10, refresh: true, is: "refresh", works: ["first"] },
      { day: 11, refresh: true, is: "refresh", says: [/has expired. The next `pulumi up` revokes it/] },
      {
        preview: tenDays,
        is: "replace",
        replaces: ["expiresOn"],
        says: [/It expired on 2027-01-11/],
      },
      { meanwhile: expectNoRefusal },
      {
        up: tenDays,
        is: "replace",
        says: [/It expired on 2027-01-11/],
        state: { token: "second", expiresOn: dayOf(21) },
        controller: ["second"],
      },
    ],
  },
  {
    name: "on a day that has passed fails alone, until the program names another day",
    steps: [
      { up: untilDay30, state: { token: "first" } },
      { day: 31, refresh: true, is: "refresh", says: [/has expired/], state: { token: "first" } },
      {
        up: untilDay30,
        is: "replace",
        replaces: ["expiresOn"],
        says: [/expiresOn: 2027-01-31 is in the past/, /It expired on 2027-01-31/],
        fails: "expiryInThePast",
        controller: ["first"],
        works: [],
      },
      {
        up: { ...name, expiresOn: dayOf(29) },
        fails: /(^|: )expiresOn: is in the past \(today is 2027-02-01\)$/,
      },
      {
        up: { ...name, expiresOn: dayOf(60) },
        is: "replace",
        says: [/It expired on 2027-01-31/],
        state: { token: "second", expiresOn: dayOf(60) },
        controller: ["second"],
      },
    ],
  },
];

const adopt = { tokenUuid: "", tokenValue: "" };

/** A login with a token of the web UI, with the 30 days that it presets. */
const withPresetExpiry: Login = (jenkins) => {
  const { tokenValue } = jenkins.generateToken("alice", "the provider's login", {
    expirationDate: dayOf(30),
  });
  return { "jenkins:url": jenkins.url, "jenkins:username": "alice", "jenkins:apiToken": tokenValue };
};

const loginExpires = /with which the provider logs in as 'alice', expires on 2027-01-31 \(in 10 days\)/;

/** Tokens of the web UI, which presets that they expire after 30 days. */
export const ofWebUiTokens: readonly Scenario[] = [
  {
    name: "that is adopted has its expiry in the outputs, is warned of, and replaced once the program lets go of it",
    steps: [
      {
        meanwhile({ jenkins }) {
          Object.assign(adopt, jenkins.generateToken("alice", "clicked", { expirationDate: dayOf(30) }));
          noteSecret(adopt.tokenValue);
        },
      },
      { up: { adopt }, is: "create", state: { token: "first", expiresOn: dayOf(30) }, controller: ["first"] },
      { day: 15, up: { adopt }, is: "same" },
      { day: 20, up: { adopt }, is: "same", says: [/expires on 2027-01-31 \(in 10 days\)/] },
      { day: 31, refresh: true, is: "refresh", says: [/has expired/], state: { token: "first" } },
      { up: { adopt }, fails: "adoptLost", state: { token: "first" } },
      {
        up: {},
        is: "replace",
        says: [/It expired on 2027-01-31/],
        state: { token: "second", expiresOn: undefined },
        controller: ["second"],
      },
    ],
  },
  {
    name: "that the provider logs in with is warned of in time",
    login: withPresetExpiry,
    steps: [
      { up: name, is: "create", state: { token: "first" } },
      { day: 20, refresh: true, is: "refresh", says: [loginExpires] },
      { up: { ...name, version: 2 }, is: "replace", says: [loginExpires], state: { token: "second" } },
    ],
  },
];
