import { passwordLogin, tokenLogin } from "../support/lifecycleProvider.ts";
import { describeScenarios } from "./support/describeScenarios.ts";
import type { Step } from "./support/scenario.ts";

const deploy = { tokenName: "deploy", version: 1 };

const created: Step = { up: deploy, is: "create", state: { token: "first" }, controller: ["first"] };
const unchanged: Step = { up: deploy, is: "same", state: { token: "first" }, controller: ["first"] };
/** From now on, the stack has a login that may not see alice's list of tokens. A refresh has that of the last up. */
const asSvc: Step = { ...unchanged, login: (jenkins) => passwordLogin(jenkins, "svc") };

describeScenarios("a good token", [
  {
    name: "that is refused while the identity provider is down stays, with a warning",
    overCli: true,
    steps: [
      created,
      asSvc,
      { meanwhile: ({ jenkins }) => jenkins.setOicSession("alice", "providerDown") },
      {
        refresh: true,
        is: "refresh",
        says: [/could not be verified: Jenkins refuses the token.*identity provider.*kept in the state/],
        state: { token: "first" },
      },
      { meanwhile: ({ jenkins }) => jenkins.setOicSession("alice", "open") },
      unchanged,
    ],
  },
  {
    name: "that is refused since the directory has locked its owner stays, with a warning",
    overCli: true,
    steps: [
      created,
      asSvc,
      { meanwhile: ({ jenkins }) => jenkins.lockUser("alice") },
      {
        refresh: true,
        is: "refresh",
        says: [/could not be verified: Jenkins refuses the token.*directory.*kept in the state/],
        state: { token: "first" },
      },
      { meanwhile: ({ jenkins }) => jenkins.unlockUser("alice") },
      unchanged,
    ],
  },
  {
    name: "that is sent to the login since the owner's web session is over stays, with the setting that helps",
    overCli: true,
    login: (jenkins) => tokenLogin(jenkins, "alice"),
    steps: [
      created,
      { meanwhile: ({ jenkins }) => jenkins.setOicSession("alice", "over") },
      {
        refresh: true,
        is: "refresh",
        says: [/could not be verified.*allowTokenAccessWithoutOicSession/],
        state: { token: "first" },
      },
      {
        up: { ...deploy, tokenName: "release" },
        is: "update",
        fails: "webSessionOver",
        state: { token: "first" },
      },
      { meanwhile: ({ jenkins }) => jenkins.setOicSession("alice", "open") },
      unchanged,
    ],
  },
]);

describeScenarios("a front that hides X-Jenkins", [
  {
    name: "hides no token that was revoked by hand: refresh finds it missing, and the next up creates another",
    overCli: true,
    jenkins: { hiddenHeaders: ["X-Jenkins", "X-Hudson", "X-Jenkins-Session"] },
    steps: [
      created,
      { refresh: true, is: "refresh" },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("first")) },
      { refresh: true, is: "gone" },
      { up: deploy, is: "create", state: { token: "second" }, controller: ["second"] },
    ],
  },
]);
