import { describe } from "vitest";
import { passwordLogin, tokenLogin } from "../support/lifecycleProvider.ts";
import { deploy, foundByRefresh, foundByUp, onUp, revokeFirst } from "./rows/drift.ts";
import { dayOf } from "./support/lifeClock.ts";
import { impatientLogin } from "./support/lifeElsewhere.ts";
import { liveOverGrpc } from "./support/lifeOverGrpc.ts";
import type { Surroundings } from "./support/lifeRow.ts";

const never = { ...deploy, verifyOn: "never" };

/** Has Jenkins refuse a good token, and believed at that, since it is up. */
function refuseTwice({ jenkins }: Surroundings): void {
  jenkins.faults.add({ kind: "booting", statuses: [401, 401], path: /whoAmI/ });
}

describe("a refresh", () => {
  liveOverGrpc([
    ...foundByRefresh,
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
      name: "keeps a token that Jenkins refuses and lists all the same, and says so",
      steps: [
        { up: deploy, state: { token: "first" } },
        { meanwhile: refuseTwice },
        {
          refresh: true,
          is: "refresh",
          says: [/refuses the token 'deploy' of 'alice', but still lists it .* It is kept in the state/],
          state: { token: "first" },
          controller: ["first"],
        },
        { up: deploy, is: "same", controller: ["first"] },
      ],
    },
    {
      name: "leaves a token that nobody has proved, and that Jenkins refuses and lists, to the next up",
      login: impatientLogin,
      steps: [
        {
          meanwhile: ({ jenkins }) =>
            void jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /whoAmI/ }),
        },
        { up: deploy, fails: /couldn't be proved to work/, state: { token: "first" } },
        { meanwhile: refuseTwice },
        { refresh: true, is: "refresh", says: [/but still lists it/], state: { token: "first" } },
        { meanwhile: refuseTwice },
        {
          up: deploy,
          is: "replace",
          replaces: ["tokenUuid"],
          state: { token: "second" },
          controller: ["second"],
        },
      ],
    },
    {
      name: "keeps a token of which it can't tell, since Jenkins refuses the provider's login too",
      steps: [
        { up: deploy, state: { token: "first" } },
        { meanwhile: revokeFirst },
        {
          login: (jenkins) => passwordLogin(jenkins, "alice", "not-her-password-1"),
          refresh: true,
          is: "refresh",
          says: [/refuses the token 'deploy'.*the provider's own login 'alice' too\. It is kept/],
          state: { token: "first" },
        },
        { login: (jenkins) => passwordLogin(jenkins, "alice"), refresh: true, is: "gone" },
      ],
    },
    {
      name: "takes a 401 of a controller that boots for nothing",
      login: impatientLogin,
      steps: [
        { up: deploy, state: { token: "first" } },
        { meanwhile: ({ jenkins }) => void jenkins.faults.add({ kind: "booting", statuses: [401, 503] }) },
        { refresh: true, fails: /is still starting/, state: { token: "first" } },
        { refresh: true, is: "refresh", controller: ["first"] },
      ],
    },
    {
      name: "fails where Jenkins can't be reached, and forgets nothing",
      login: impatientLogin,
      steps: [
        { up: deploy, state: { token: "first" } },
        { meanwhile: ({ jenkins }) => jenkins.close() },
        { refresh: true, fails: /can't be reached/, state: { token: "first" } },
      ],
    },
    {
      name: "isn't made for a token that is never verified",
      steps: [
        { up: never, state: { token: "first" } },
        { meanwhile: revokeFirst },
        { refresh: true, is: "refresh", state: { token: "first" } },
        { up: never, is: "same" },
        { up: deploy, is: "update", fails: /'alice' has no token .* any more/, state: { token: "first" } },
      ],
    },
  ]);
});

describe("an up that changes settings in place", () => {
  liveOverGrpc([
    {
      name: "keeps a token that Jenkins refuses and lists all the same, and says so",
      steps: [
        { up: deploy, state: { token: "first" } },
        { meanwhile: refuseTwice },
        {
          up: { ...deploy, rotateAfterDays: 90 },
          is: "update",
          says: [/refuses the token 'deploy' of 'alice', but still lists it .* It is kept in the state/],
          state: { token: "first", rotateOn: dayOf(90) },
          controller: ["first"],
        },
      ],
    },
  ]);
});

describe("verified on up, a token", () => {
  liveOverGrpc([
    ...foundByUp,
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
        { day: 5, up: { ...onUp, expiresInDays: 5 }, is: "same" },
        {
          day: 6,
          up: { ...onUp, expiresInDays: 5 },
          is: "replace",
          replaces: ["tokenUuid"],
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
          state: { token: "third" },
          controller: ["third"],
        },
      ],
    },
    {
      name: "isn't replaced where Jenkins can't be reached: the preview says that it can't tell",
      login: impatientLogin,
      steps: [
        { up: onUp, state: { token: "first" } },
        {
          meanwhile: ({ jenkins }) =>
            void jenkins.faults.add({ kind: "reset", when: "beforeEffect", path: /whoAmI/ }),
        },
        {
          up: onUp,
          is: "same",
          says: [/Whether the token 'deploy' of 'alice' still works can't be told: /],
          controller: ["first"],
        },
      ],
    },
    {
      name: "isn't replaced where Jenkins boots and gives a 401 in between",
      login: impatientLogin,
      steps: [
        { up: onUp, state: { token: "first" } },
        { meanwhile: ({ jenkins }) => void jenkins.faults.add({ kind: "booting", statuses: [401, 503] }) },
        { up: onUp, is: "same", says: [/can't be told: .* is still starting/], controller: ["first"] },
      ],
    },
    {
      name: "isn't replaced where Jenkins refuses the provider's login too",
      steps: [
        { up: onUp, state: { token: "first" } },
        {
          meanwhile: ({ jenkins }) =>
            void jenkins.faults.add({ kind: "booting", statuses: [401, 401, 401], path: /whoAmI/, times: 4 }),
        },
        { up: onUp, is: "same", says: [/own login 'alice' too/], controller: ["first"] },
      ],
    },
    {
      name: "isn't replaced by an up that only turns the looking on",
      steps: [
        { up: deploy, state: { token: "first" } },
        { up: onUp, is: "update", state: { token: "first" }, controller: ["first"] },
      ],
    },
  ]);
});
