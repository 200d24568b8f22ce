import { passwordLogin, tokenLogin } from "../support/lifecycleProvider.ts";
import { describeScenarios } from "./support/describeScenarios.ts";

const deploy = { tokenName: "deploy", version: 1 };
const ofAlice = { ...deploy, username: "alice" };

describeScenarios("a destroy", [
  {
    name: "uses today's credentials, not those of the day the token was created",
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: ({ jenkins }) => jenkins.setPassword("alice", "another-password-1") },
      { destroy: true, fails: "wrongCredentials", state: { token: "first" } },
      {
        login: (jenkins) => passwordLogin(jenkins, "alice", "another-password-1"),
        destroy: true,
        is: "delete",
        controller: [],
      },
    ],
  },
  {
    name: "takes an administrator's credentials as well, and an API token's",
    steps: [
      { up: deploy, state: { token: "first" } },
      { login: (jenkins) => tokenLogin(jenkins, "admin"), destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "succeeds for a token that was revoked already, as often as it is run",
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: ({ jenkins, uuid }) => void jenkins.revokeToken("alice", uuid("first")) },
      { destroy: true, is: "delete", controller: [] },
      { destroy: true },
    ],
  },
  {
    name: "succeeds for a user who was deleted: Jenkins says 404",
    login: (jenkins) => passwordLogin(jenkins, "admin"),
    steps: [
      { up: ofAlice, state: { token: "first" } },
      { meanwhile: ({ jenkins }) => void jenkins.deleteUser("alice") },
      { destroy: true, is: "delete" },
    ],
  },
  {
    name: "succeeds for a user who was deleted on an older version, whose 404 is Jetty's",
    jenkins: { version: "2.346.3" },
    login: (jenkins) => passwordLogin(jenkins, "admin"),
    steps: [
      { up: ofAlice, state: { token: "first" } },
      { meanwhile: ({ jenkins }) => void jenkins.deleteUser("alice") },
      { destroy: true, is: "delete" },
    ],
  },
  {
    name: "succeeds for a user who has lost the property that holds tokens",
    login: (jenkins) => passwordLogin(jenkins, "admin"),
    steps: [
      { up: ofAlice, state: { token: "first" } },
      {
        meanwhile({ jenkins }) {
          jenkins.deleteUser("alice");
          jenkins.addUser({ id: "alice", password: "alice-pw", apiTokenProperty: false });
        },
      },
      { destroy: true, is: "delete" },
    ],
  },
]);

const asItself = ({ jenkins }: { jenkins: { url: string } }, tokenValue: unknown) => ({
  "jenkins:url": jenkins.url,
  "jenkins:username": "alice",
  "jenkins:apiToken": String(tokenValue),
});

describeScenarios("the token that the provider itself logs in with", [
  {
    name: "isn't revoked by an up, which says how to go on",
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: (jenkins, { value }) => asItself({ jenkins }, value("first")),
        up: { ...deploy, version: 2 },
        is: "replace",
        fails: "ownCredential",
        state: { token: "second" },
        controller: ["first", "second"],
      },
      {
        login: (jenkins, { value }) => asItself({ jenkins }, value("second")),
        up: { ...deploy, version: 2 },
        is: "same",
        controller: ["second"],
      },
    ],
  },
  {
    name: "is the last thing that a destroy revokes",
    steps: [
      { up: deploy, state: { token: "first" } },
      {
        login: (jenkins, { value }) => asItself({ jenkins }, value("first")),
        refresh: true,
        is: "refresh",
      },
      { destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "is the last thing that a destroy revokes, also where it is the previous one of an overlap",
    steps: [
      { up: { ...deploy, overlapDays: 7 }, state: { token: "first" } },
      { up: { ...deploy, overlapDays: 7, version: 2 }, state: { token: "second", previous: "first" } },
      {
        login: (jenkins, { value }) => asItself({ jenkins }, value("first")),
        destroy: true,
        is: "delete",
        controller: [],
      },
    ],
  },
  {
    name: "isn't revoked when its overlap ends, and the next up does it with another login",
    steps: [
      { up: { ...deploy, overlapDays: 7 }, state: { token: "first" } },
      { up: { ...deploy, overlapDays: 7, version: 2 }, state: { token: "second", previous: "first" } },
      {
        day: 7,
        login: (jenkins, { value }) => asItself({ jenkins }, value("first")),
        up: { ...deploy, overlapDays: 7, version: 2 },
        says: [/due to be revoked/],
        fails: "ownCredential",
        state: { token: "second", previous: "first" },
        controller: ["first", "second"],
      },
      {
        login: (jenkins, { value }) => asItself({ jenkins }, value("second")),
        up: { ...deploy, overlapDays: 7, version: 2 },
        says: [/due to be revoked/],
        state: { token: "second" },
        controller: ["second"],
      },
    ],
  },
]);
