import { describe } from "vitest";
import { startGateway } from "../support/lifecycleGateway.ts";
import { tokenLogin } from "../support/lifecycleProvider.ts";
import { dayOf } from "./support/lifeClock.ts";
import { liveOverGrpc } from "./support/lifeOverGrpc.ts";
import type { Login } from "./support/lifeRow.ts";

const name = { tokenName: "deploy" };

/** A login over a gateway that doesn't show the version of Jenkins. */
const loginAtHidden: Login = async (jenkins) => {
  const gateway = await startGateway(jenkins);
  gateway.answer("/login", { status: 200, body: "" });
  return tokenLogin(jenkins, "alice", gateway.url);
};

describe("a token that expires", () => {
  liveOverGrpc([
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
      name: "on a day that has passed fails alone, until the program names another day",
      steps: [
        { up: { ...name, expiresOn: dayOf(30) }, state: { token: "first" } },
        { day: 31, refresh: true, is: "refresh", says: [/has expired/], state: { token: "first" } },
        {
          up: { ...name, expiresOn: dayOf(30) },
          is: "replace",
          replaces: ["expiresOn"],
          says: [/expiresOn: 2027-01-31 is in the past/, /It expired on 2027-01-31/],
          fails: "expiryInThePast",
          controller: ["first"],
          works: [],
        },
        {
          up: { ...name, expiresOn: dayOf(29) },
          fails: /^expiresOn: is in the past \(today is 2027-02-01\)$/,
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
      name: "stays in the state when it has expired; the next up creates another one and revokes it",
      steps: [
        { up: { ...name, expiresInDays: 10 }, state: { token: "first" } },
        { day: 10, refresh: true, is: "refresh", works: ["first"] },
        { day: 11, refresh: true, is: "refresh", says: [/has expired. The next `pulumi up` revokes it/] },
        {
          preview: { ...name, expiresInDays: 10 },
          is: "replace",
          replaces: ["expiresOn"],
          says: [/It expired on 2027-01-11/],
        },
        {
          up: { ...name, expiresInDays: 10 },
          is: "replace",
          says: [/It expired on 2027-01-11/],
          state: { token: "second", expiresOn: dayOf(21) },
          controller: ["second"],
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
});

describe("where Jenkins has no expiry", () => {
  liveOverGrpc([
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
});

describe("at preview, without a request to Jenkins", () => {
  const refused = (args: Record<string, unknown>, fails: RegExp) => ({
    name: `${JSON.stringify(args)} is refused by name`,
    steps: [
      { preview: args, fails },
      {
        meanwhile: ({ jenkins }: { jenkins: { requests: readonly unknown[] } }) => {
          if (jenkins.requests.length > 0) throw new Error("Jenkins got a request.");
        },
      },
    ],
  });
  liveOverGrpc([
    refused({ expiresInDays: 0 }, /^expiresInDays: must be 1 or more$/),
    refused({ expiresInDays: -5 }, /^expiresInDays: must be 1 or more$/),
    refused({ expiresInDays: 1.5 }, /^expiresInDays: must be a whole number of days$/),
    refused({ expiresInDays: 100_000 }, /^expiresInDays: must be 36500 \(a century\) or less$/),
    refused({ expiresInDays: "90" }, /^expiresInDays: must be a number of days$/),
    refused({ expiresOn: "2027-02-30" }, /^expiresOn: must be a day that exists, as YYYY-MM-DD$/),
    refused({ expiresOn: "02/03/2027" }, /^expiresOn: must be a day that exists, as YYYY-MM-DD$/),
    refused({ expiresOn: "2026-12-31" }, /^expiresOn: is in the past \(today is 2027-01-01\)$/),
    refused({ expiresOn: "2027-06-01", expiresInDays: 3 }, /^expiresOn: is given besides expiresInDays/),
    refused({ rotateAfterDays: 0 }, /^rotateAfterDays: must be 1 or more$/),
    refused({ rotateAfterDays: 2.5 }, /^rotateAfterDays: must be a whole number of days$/),
    refused({ rotateAfterDays: 31, expiresInDays: 30 }, /^rotateAfterDays: .* expired/),
    refused({ rotateBeforeExpiryDays: 7 }, /^rotateBeforeExpiryDays: needs expiresInDays/),
    refused(
      { rotateBeforeExpiryDays: 7, expiresOn: "2027-06-01" },
      /^rotateBeforeExpiryDays: needs expiresInDays: .* expiresOn each new one would expire on the same day$/,
    ),
    refused(
      { rotateBeforeExpiryDays: 30, expiresInDays: 30 },
      /^rotateBeforeExpiryDays: must be less than expiresInDays \(30\), or every up would rotate$/,
    ),
    refused({ overlapDays: 0 }, /^overlapDays: must be 1 or more$/),
    refused(
      { overlapDays: 7, rotateAfterDays: 5 },
      /^overlapDays: must not be more than 5: the rotation after so many days ends the previous token$/,
    ),
    refused(
      { overlapDays: 7, rotateAfterDays: 90, expiresInDays: 10, rotateBeforeExpiryDays: 8 },
      /^overlapDays: must not be more than 2: the rotation after so many days ends the previous token$/,
    ),
    refused(
      { overlapDays: 7, expiresInDays: 90, rotateBeforeExpiryDays: 3 },
      /^overlapDays: must not be more than 3: so many days after its rotation the previous token expires$/,
    ),
    refused(
      { overlapDays: 7, expiresInDays: 90, rotateAfterDays: 85 },
      /^overlapDays: must not be more than 5: so many days after its rotation the previous token expires$/,
    ),
    refused({ overlapDays: 100_000 }, /^overlapDays: must be 36500 \(a century\) or less$/),
    refused(
      { fixedValue: "11cafecafecafecafecafecafecafecafe", rotateAfterDays: 5 },
      /^rotateAfterDays: cannot rotate a fixedValue/,
    ),
    refused({ verifyOn: "always" }, /^verifyOn: must be one of refresh, up, never$/),
  ]);
});
