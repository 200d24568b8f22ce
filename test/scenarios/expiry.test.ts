import { expect } from "vitest";
import { noteSecret } from "../support/lifecycleFailure.ts";
import { startGateway } from "../support/lifecycleGateway.ts";
import { tokenLogin } from "../support/lifecycleProvider.ts";
import { describeScenarios } from "./support/describeScenarios.ts";
import type { Login, Surroundings } from "./support/scenario.ts";
import { dayOf } from "./support/scenarioClock.ts";

const name = { tokenName: "deploy" };
const tenDays = { ...name, expiresInDays: 10 };
const untilDay30 = { ...name, expiresOn: dayOf(30) };

/** No login has been refused: nobody has tried the expired token. */
const expectNoRefusal = ({ jenkins }: Surroundings) => expect(jenkins.refusedLogins()).toEqual([]);

const adopt = { tokenUuid: "", tokenValue: "" };

/** A login with a token of the web UI, with the 30 days that it presets. */
const withPresetExpiry: Login = (jenkins) => {
  const { tokenValue } = jenkins.generateToken("alice", "the provider's login", {
    expirationDate: dayOf(30),
  });
  return { "jenkins:url": jenkins.url, "jenkins:username": "alice", "jenkins:apiToken": tokenValue };
};

const loginExpires = /with which the provider logs in as 'alice', expires on 2027-01-31 \(in 10 days\)/;

/** A login over a gateway that doesn't show the version of Jenkins. */
const loginAtHidden: Login = async (jenkins) => {
  const gateway = await startGateway(jenkins);
  gateway.respond("/login", { status: 200, body: "" });
  return tokenLogin(jenkins, "alice", gateway.url);
};

describeScenarios("a token that expires", [
  {
    name: "stays in the state when it has expired; the next up creates another one and revokes it",
    overCli: true,
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
    overCli: true,
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
  {
    name: "after days has the day that Jenkins calculated",
    steps: [
      {
        up: { ...name, expiresInDays: 90 },
        is: "create",
        state: { token: "first", expiresOn: dayOf(90), rotateOn: undefined },
        controller: ["first"],
      },
      { day: 60, up: { ...name, expiresInDays: 90 }, is: "same", state: { expiresOn: dayOf(90) } },
    ],
  },
  {
    name: "on a day has that day, which may have passed by later",
    steps: [
      { up: { ...name, expiresOn: dayOf(30) }, state: { token: "first", expiresOn: dayOf(30) } },
      { day: 15, up: { ...name, expiresOn: dayOf(30) }, is: "same" },
      {
        day: 16,
        up: { ...name, expiresOn: dayOf(30) },
        is: "same",
        says: [/\(in 14 days\), and no rotation/],
      },
      { day: 29, preview: { ...name, expiresOn: dayOf(30) }, is: "same", says: [/\(tomorrow\)/] },
      {
        day: 30,
        up: { ...name, expiresOn: dayOf(30) },
        is: "same",
        says: [/expires on 2027-01-31 \(today\), and no rotation is set/],
        controller: ["first"],
      },
    ],
  },
  {
    name: "by script console too, for somebody else",
    login: ({ url }) => ({
      "jenkins:url": url,
      "jenkins:username": "admin",
      "jenkins:password": "admin-pw",
    }),
    steps: [
      {
        up: { ...name, username: "alice", expiresInDays: 7 },
        state: { token: "first", method: "scriptConsole", expiresOn: dayOf(7) },
        controller: ["first"],
      },
      {
        up: { ...name, username: "alice", expiresOn: dayOf(8) },
        is: "replace",
        replaces: ["expiresInDays", "expiresOn"],
        state: { token: "second", method: "scriptConsole", expiresOn: dayOf(8) },
        controller: ["second"],
      },
    ],
  },
  {
    name: "with a chosen value has the day that the days come to",
    steps: [
      {
        up: { ...name, fixedValue: "11cafecafecafecafecafecafecafecafe", expiresInDays: 10 },
        state: { token: "first", expiresOn: dayOf(10) },
        controller: ["first"],
      },
      {
        day: 10,
        up: { ...name, fixedValue: "11cafecafecafecafecafecafecafecafe", expiresInDays: 10 },
        is: "same",
        says: [/\(today\)/],
        controller: ["first"],
      },
      { day: 11, refresh: true, is: "refresh", says: [/has expired/] },
    ],
  },
  {
    name: "rotates when its expiry is changed, moved to a day, or taken away",
    steps: [
      { up: { ...name, expiresInDays: 90 }, state: { token: "first" } },
      {
        up: { ...name, expiresInDays: 30 },
        is: "replace",
        replaces: ["expiresInDays"],
        state: { token: "second", expiresOn: dayOf(30) },
        controller: ["second"],
      },
      {
        up: { ...name, expiresOn: dayOf(20) },
        replaces: ["expiresInDays", "expiresOn"],
        state: { token: "third", expiresOn: dayOf(20) },
      },
      {
        up: { ...name, expiresOn: dayOf(21) },
        replaces: ["expiresOn"],
        state: { token: "fourth", expiresOn: dayOf(21) },
      },
      {
        up: name,
        replaces: ["expiresOn"],
        state: { token: "fifth", expiresOn: undefined },
        controller: ["fifth"],
      },
    ],
  },
  {
    name: "is replaced when it has expired, also where only its name or an overlap is declared",
    steps: [
      { up: { ...name, expiresInDays: 10, overlapDays: 3 }, state: { token: "first" } },
      {
        day: 11,
        up: { tokenName: "release", expiresInDays: 10, overlapDays: 3 },
        is: "replace",
        replaces: ["expiresOn"],
        says: [/It expired on/],
        state: { token: "second", tokenName: "release", expiresOn: dayOf(21), previousRevokeOn: undefined },
        controller: ["second"],
      },
    ],
  },
  {
    name: "with a chosen value keeps it when its days are changed",
    steps: [
      {
        up: { ...name, fixedValue: "11cafecafecafecafecafecafecafecafe", expiresInDays: 90 },
        state: { token: "first" },
      },
      {
        up: { ...name, fixedValue: "11cafecafecafecafecafecafecafecafe", expiresInDays: 180 },
        is: "replace",
        replaces: ["expiresInDays"],
        state: {
          token: "second",
          tokenValue: "11cafecafecafecafecafecafecafecafe",
          expiresOn: dayOf(180),
        },
        controller: ["second"],
        dead: [],
      },
    ],
  },
  {
    name: "and has expired is revoked by destroy like any other",
    steps: [
      { up: { ...name, expiresInDays: 10 }, state: { token: "first" } },
      { day: 30, destroy: true, is: "delete", controller: [] },
    ],
  },
]);

describeScenarios("a token of the web UI", [
  {
    name: "that is adopted has its expiry in the outputs, is warned of, and replaced once the program lets go of it",
    overCli: true,
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
    overCli: true,
    login: withPresetExpiry,
    steps: [
      { up: name, is: "create", state: { token: "first" } },
      { day: 20, refresh: true, is: "refresh", says: [loginExpires] },
      { up: { ...name, version: 2 }, is: "replace", says: [loginExpires], state: { token: "second" } },
    ],
  },
]);

describeScenarios("where Jenkins has no expiry", [
  {
    name: "no token is made, and the error says since when it has",
    jenkins: { version: "2.541.3" },
    steps: [
      {
        up: { ...name, expiresInDays: 90 },
        fails: "expiryNotSupported",
        controller: [],
      },
      { up: { ...name, expiresOn: dayOf(3) }, fails: "expiryNotSupported", controller: [] },
      { up: name, is: "create", state: { token: "first" }, controller: ["first"] },
      { up: { ...name, expiresInDays: 90 }, fails: "expiryNotSupported", controller: ["first"] },
    ],
  },
  {
    name: "and hides its version, the token that never expires is revoked again",
    jenkins: { version: "2.541.3" },
    login: loginAtHidden,
    steps: [
      {
        up: { ...name, expiresInDays: 90 },
        fails: "expiryNotSupported",
        controller: [],
      },
    ],
  },
  {
    name: "and hides its version, no token of a chosen value is made, of which Jenkins wouldn't tell the expiry",
    jenkins: { version: "2.541.3" },
    login: loginAtHidden,
    steps: [
      {
        up: { ...name, fixedValue: "11cafecafecafecafecafecafecafecafe", expiresInDays: 90 },
        fails: "expiryNotSupported",
        controller: [],
      },
    ],
  },
  {
    name: "no token is made by script console either",
    jenkins: { version: "2.541.3" },
    login: ({ url }) => ({
      "jenkins:url": url,
      "jenkins:username": "admin",
      "jenkins:password": "admin-pw",
    }),
    steps: [
      {
        up: { ...name, username: "alice", method: "scriptConsole", expiresInDays: 90 },
        fails: "expiryNotSupported",
        controller: [],
      },
    ],
  },
]);
