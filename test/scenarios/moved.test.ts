import { startGateway } from "../support/lifecycleGateway.ts";
import { describeScenarios } from "./support/describeScenarios.ts";
import { closeElsewhere, elsewhere, expectElsewhere, loginWithoutRetries } from "./support/elsewhere.ts";
import type { Surroundings } from "./support/scenario.ts";

const deploy = { tokenName: "deploy", version: 1 };

/** The reasons for a change of the URL. */
const listed = /The controller is at http.* now, which lists the token/;
const another = /is another controller than http.*: it does not list the token/;

const overlapping = { ...deploy, overlapDays: 7 };

const close = ({ jenkins }: Surroundings) => jenkins.close();

describeScenarios("a controller that has moved", [
  {
    name: "and lists the token gets its new URL in place",
    overCli: true,
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: async (jenkins) => loginWithoutRetries(await startGateway(jenkins)),
        preview: deploy,
        is: "update",
        says: [listed],
      },
      { up: deploy, is: "update", says: [listed], state: { token: "first" }, controller: ["first"] },
      { up: deploy, is: "same" },
      { destroy: true, controller: [] },
    ],
  },
  {
    name: "and does not list the token is another one: a new token there, and the old one is revoked where it was created",
    overCli: true,
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: elsewhere,
        preview: deploy,
        is: "replace",
        replaces: ["url"],
        says: [another],
        controller: ["first"],
      },
      { up: deploy, is: "replace", replaces: ["url"], says: [another], controller: [] },
      { meanwhile: expectElsewhere("deploy") },
      { up: deploy, is: "same" },
      { destroy: true },
      { meanwhile: expectElsewhere() },
    ],
  },
  {
    name: "and can't be reached replaces nothing: preview and up fail",
    overCli: true,
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      { login: elsewhere, meanwhile: closeElsewhere },
      { preview: deploy, fails: "unreachable" },
      { up: deploy, fails: "unreachable", state: { token: "first" }, controller: ["first"] },
      { login: loginWithoutRetries, up: deploy, is: "same", controller: ["first"] },
    ],
  },
  {
    name: "in an overlap leaves neither token where they were created",
    login: loginWithoutRetries,
    steps: [
      { up: overlapping, state: { token: "first" } },
      { up: { ...overlapping, version: 2 }, state: { token: "second", previous: "first" } },
      {
        login: elsewhere,
        up: { ...overlapping, version: 2 },
        is: "replace",
        says: [another],
        controller: [],
      },
      { meanwhile: expectElsewhere("deploy") },
    ],
  },
  {
    name: "from a URL where nobody listens any more warns which token may be left there",
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      { login: elsewhere, meanwhile: close },
      {
        up: deploy,
        is: "replace",
        says: [another, /'deploy' of 'alice' was created at http.*, which no longer responds.*revoke/],
      },
      { meanwhile: expectElsewhere("deploy") },
      { up: deploy, is: "same" },
    ],
  },
  {
    name: "is not dropped by a refresh that is pointed elsewhere",
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: elsewhere,
        refresh: true,
        is: "refresh",
        says: [/was created at http.*is not listed there.* It is kept in the state/],
        state: { token: "first" },
      },
      { login: loginWithoutRetries, refresh: true, is: "refresh", controller: ["first"] },
    ],
  },
  {
    name: "is left clean by a destroy that is pointed elsewhere",
    login: loginWithoutRetries,
    steps: [
      { up: overlapping, state: { token: "first" } },
      { up: { ...overlapping, version: 2 }, state: { token: "second", previous: "first" } },
      { login: elsewhere, destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "and is busy where the token was created fails, and revokes it the next time",
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: elsewhere,
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect" }),
      },
      { up: deploy, is: "replace", says: [another], fails: "unavailable", controller: ["first"] },
      { up: deploy, is: "same", controller: [] },
      { meanwhile: expectElsewhere("deploy") },
    ],
  },
]);
