import { startGateway } from "../../support/lifecycleGateway.ts";
import { closeElsewhere, elsewhere, expectElsewhere, loginWithoutRetries } from "../support/elsewhere.ts";
import type { Scenario } from "../support/scenario.ts";

const deploy = { tokenName: "deploy", version: 1 };

/** The reasons for a change of the URL. */
const listed = /The controller is at http.* now, which lists the token/;
export const another = /is another controller than http.*: it does not list the token/;

/** What becomes of the token of a controller that has moved. */
export const ofMovedController: readonly Scenario[] = [
  {
    name: "and lists the token gets its new URL in place",
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
    login: loginWithoutRetries,
    steps: [
      { up: deploy, state: { token: "first" } },
      { login: elsewhere, meanwhile: closeElsewhere },
      { preview: deploy, fails: "unreachable" },
      { up: deploy, fails: "unreachable", state: { token: "first" }, controller: ["first"] },
      { login: loginWithoutRetries, up: deploy, is: "same", controller: ["first"] },
    ],
  },
];
