import { describeScenarios } from "./support/describeScenarios.ts";
import { loginWithoutRetries } from "./support/elsewhere.ts";

const deploy = { tokenName: "deploy", version: 1 };

describeScenarios("a token", [
  {
    name: "is created, left alone, renamed in place, rotated by a new version, and revoked",
    overCli: true,
    steps: [
      { up: deploy, is: "create", state: { token: "first", tokenName: "deploy" }, controller: ["first"] },
      { up: deploy, is: "same", controller: ["first"] },
      {
        up: { ...deploy, tokenName: "release" },
        is: "update",
        state: { token: "first", tokenName: "release" },
        controller: ["first"],
      },
      {
        up: { tokenName: "release", version: 2 },
        is: "replace",
        replaces: ["version"],
        state: { token: "second", tokenName: "release" },
        controller: ["second"],
      },
      { destroy: true, is: "delete", controller: [] },
    ],
  },
  {
    name: "that can't be verified when it is created is kept, and verified by the next up",
    overCli: true,
    login: loginWithoutRetries,
    steps: [
      {
        meanwhile: ({ jenkins }) =>
          void jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", path: /whoAmI/ }),
      },
      {
        up: deploy,
        is: "create",
        fails: "tokenNotVerified",
        state: { token: "first" },
        controller: ["first"],
      },
      {
        up: deploy,
        is: "update",
        says: [/It was not verified/],
        state: { token: "first" },
        controller: ["first"],
      },
      { up: deploy, is: "same", controller: ["first"] },
    ],
  },
]);
