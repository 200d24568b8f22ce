import { passwordLogin, tokenLogin } from "../support/lifecycleProvider.ts";
import { describeScenarios } from "./support/describeScenarios.ts";
import { loginWithoutRetries } from "./support/elsewhere.ts";
import type { Surroundings } from "./support/scenario.ts";
import { dayOf } from "./support/scenarioClock.ts";

/** A token that nothing changes by itself. */
const deploy = { tokenName: "deploy", version: 1 };
/** The same one, checked by each up. */
const onUp = { ...deploy, verifyOn: "up" };

/** What somebody may do in the web UI. */
const revokeFirst = ({ jenkins, uuid }: Surroundings) => void jenkins.revokeToken("alice", uuid("first"));

/** The reason for a replacement then. */
const revoked = /It was revoked outside Pulumi/;

const never = { ...deploy, verifyOn: "never" };

const always = Number.POSITIVE_INFINITY;
const listOrSelf = /security\/$|whoAmI/;

/** Jenkins starts: it refuses a good login once, and is unavailable otherwise. */
function boot({ jenkins }: Surroundings): void {
  jenkins.faults.add({ kind: "booting", statuses: [401], path: /security\/$/ });
  jenkins.faults.add({ kind: "booting", statuses: [503], times: always });
}

function endFaults({ jenkins }: Surroundings): void {
  jenkins.faults.clear();
}

describeScenarios("a refresh", [
  {
    name: "finds a revoked token missing, and the next up creates a new one",
    overCli: true,
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: revokeFirst },
      { refresh: true, is: "gone" },
      { up: deploy, is: "create", state: { token: "second" }, controller: ["second"] },
    ],
  },
  {
    name: "shows a name that was changed in the web UI, and the next up changes it back",
    overCli: true,
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        meanwhile: ({ jenkins, uuid }) => void jenkins.renameToken("alice", uuid("first"), "clicked"),
      },
      { up: deploy, is: "same" },
      { refresh: true, is: "refresh", state: { token: "first", tokenName: "clicked" } },
      {
        up: deploy,
        is: "update",
        state: { token: "first", tokenName: "deploy" },
        controller: ["first"],
      },
    ],
  },
  {
    name: "of a token that works changes nothing, and neither does the next up",
    steps: [
      { up: deploy, state: { token: "first" } },
      { refresh: true, is: "refresh", state: { token: "first" }, controller: ["first"] },
      { up: deploy, is: "same", controller: ["first"] },
    ],
  },
  {
    name: "needs no rights but those of the token",
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: (jenkins) => passwordLogin(jenkins, "svc"),
        refresh: true,
        is: "refresh",
        controller: ["first"],
      },
      {
        login: (jenkins) => passwordLogin(jenkins, "alice", "not-her-password-1"),
        refresh: true,
        is: "refresh",
        controller: ["first"],
      },
    ],
  },
  {
    name: "finds a revoked token gone with an API token for a login too",
    login: (jenkins) => tokenLogin(jenkins, "alice"),
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: revokeFirst },
      { refresh: true, is: "gone" },
    ],
  },
  {
    name: "that lists a token which was not verified makes up for that",
    login: loginWithoutRetries,
    steps: [
      {
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /whoAmI/ }),
      },
      { up: deploy, fails: "tokenNotVerified", state: { token: "first", needsVerification: true } },
      { refresh: true, is: "refresh", state: { token: "first", needsVerification: undefined } },
      { up: deploy, is: "same", controller: ["first"] },
    ],
  },
  {
    name: "keeps a token where Jenkins refuses the provider's login too",
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: revokeFirst },
      {
        login: (jenkins) => passwordLogin(jenkins, "alice", "not-her-password-1"),
        refresh: true,
        is: "refresh",
        says: [/'deploy'.* refuses the token \(401\), and the provider's own login 'alice' too\..* kept/],
        state: { token: "first" },
      },
      { login: (jenkins) => passwordLogin(jenkins, "alice"), refresh: true, is: "gone" },
    ],
  },
  {
    name: "ignores a 401 of a controller that is starting",
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: boot },
      { refresh: true, says: [/is still starting.* kept in the state/], state: { token: "first" } },
      { meanwhile: endFaults },
      { refresh: true, is: "refresh", controller: ["first"] },
    ],
  },
  {
    name: "keeps the token where Jenkins can't be reached",
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: ({ jenkins }) => jenkins.close() },
      { refresh: true, says: [/can't be reached.* kept in the state/], state: { token: "first" } },
    ],
  },
  {
    name: "does not check a token that is never verified",
    steps: [
      { up: never, state: { token: "first" } },
      { meanwhile: revokeFirst },
      { refresh: true, is: "refresh", state: { token: "first" } },
      { up: never, is: "same" },
      { up: deploy, is: "update", state: { token: "first" } },
      { refresh: true, is: "gone" },
    ],
  },
]);

describeScenarios("verified on up, a token", [
  {
    name: "that was revoked is replaced by the next up, and the preview says so",
    overCli: true,
    steps: [
      { up: onUp, state: { token: "first" } },
      { meanwhile: revokeFirst },
      { preview: onUp, is: "replace", replaces: ["tokenUuid"], says: [revoked], controller: [] },
      { up: onUp, is: "replace", says: [revoked], state: { token: "second" }, controller: ["second"] },
      { up: onUp, is: "same", controller: ["second"] },
    ],
  },
  {
    name: "that works is left alone",
    steps: [
      { up: onUp, state: { token: "first" } },
      { up: onUp, is: "same", controller: ["first"] },
    ],
  },
  {
    name: "that has expired is replaced, and Jenkins doesn't go on listing it",
    steps: [
      { up: { ...onUp, expiresInDays: 5 }, state: { token: "first" } },
      { day: 5, up: { ...onUp, expiresInDays: 5 }, is: "same", says: [/expires on .* \(today\)/] },
      {
        day: 6,
        up: { ...onUp, expiresInDays: 5 },
        is: "replace",
        replaces: ["expiresOn"],
        says: [/It expired on 2027-01-06/],
        state: { token: "second", expiresOn: dayOf(11) },
        controller: ["second"],
      },
    ],
  },
  {
    name: "that was revoked in an overlap is replaced, and the previous one revoked",
    steps: [
      { up: { ...onUp, overlapDays: 7 }, state: { token: "first" } },
      { up: { ...onUp, overlapDays: 7, version: 2 }, state: { token: "second", previous: "first" } },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("second")) },
      {
        up: { ...onUp, overlapDays: 7, version: 2 },
        is: "replace",
        replaces: ["tokenUuid"],
        says: [revoked],
        state: { token: "third" },
        controller: ["third"],
      },
    ],
  },
  {
    name: "is not replaced where Jenkins can't be reached: the preview warns",
    login: loginWithoutRetries,
    steps: [
      { up: onUp, state: { token: "first" } },
      {
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({
            kind: "reset",
            when: "beforeEffect",
            path: /security\/$|whoAmI/,
            times: 2,
          }),
      },
      {
        up: onUp,
        is: "same",
        says: [/'deploy' of 'alice' could not be verified: The connection .* broke/],
        controller: ["first"],
      },
    ],
  },
  {
    name: "isn't replaced where Jenkins boots and gives a 401 in between",
    login: loginWithoutRetries,
    steps: [
      { up: onUp, state: { token: "first" } },
      { meanwhile: boot },
      {
        up: onUp,
        is: "same",
        says: [/could not be verified: .* is still starting/],
      },
      { meanwhile: endFaults, controller: ["first"] },
    ],
  },
  {
    name: "isn't replaced where Jenkins refuses the provider's login too",
    steps: [
      { up: onUp, state: { token: "first" } },
      {
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({ kind: "booting", statuses: [401], path: listOrSelf, times: always }),
      },
      { up: onUp, is: "same", says: [/own login 'alice' too/] },
      { meanwhile: endFaults, controller: ["first"] },
    ],
  },
  {
    name: "is not replaced by an up that only turns the check on",
    steps: [
      { up: deploy, state: { token: "first" } },
      { up: onUp, is: "update", state: { token: "first" }, controller: ["first"] },
    ],
  },
]);
