import { startGateway } from "../../support/lifecycleGateway.ts";
import { closeElsewhere, elsewhere, expectElsewhere, impatientLogin } from "../support/lifeElsewhere.ts";
import type { Row } from "../support/lifeRow.ts";

const deploy = { tokenName: "deploy", version: 1 };

/** What becomes of the token of a controller that has moved. */
export const ofMovedController: readonly Row[] = [
  {
    name: "and knows the token gets its new address in place",
    login: impatientLogin,
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: async (jenkins) => impatientLogin(await startGateway(jenkins)),
        preview: deploy,
        is: "update",
      },
      { up: deploy, is: "update", state: { token: "first" }, controller: ["first"] },
      { up: deploy, is: "same" },
      { destroy: true, controller: [] },
    ],
  },
  {
    name: "and doesn't know the token is another one: a new token there, and the old one is revoked where it was made",
    login: impatientLogin,
    steps: [
      { up: deploy, state: { token: "first" } },
      { login: elsewhere, preview: deploy, is: "replace", replaces: ["url"], controller: ["first"] },
      { up: deploy, is: "replace", replaces: ["url"], controller: [] },
      { meanwhile: expectElsewhere("deploy") },
      { up: deploy, is: "same" },
      { destroy: true },
      { meanwhile: expectElsewhere() },
    ],
  },
  {
    name: "and can't be reached replaces nothing: preview and up fail",
    login: impatientLogin,
    steps: [
      { up: deploy, state: { token: "first" } },
      { login: elsewhere, meanwhile: closeElsewhere },
      { preview: deploy, fails: /can't be reached/ },
      { up: deploy, fails: /can't be reached/, state: { token: "first" }, controller: ["first"] },
      { login: impatientLogin, up: deploy, is: "same", controller: ["first"] },
    ],
  },
];
