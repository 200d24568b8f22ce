import type { Scenario, Surroundings } from "../support/scenario.ts";

/** A token that nothing changes by itself. */
export const deploy = { tokenName: "deploy", version: 1 };
/** The same one, checked by each up. */
export const onUp = { ...deploy, verifyOn: "up" };

/** What somebody may do in the web UI. */
export const revokeFirst = ({ jenkins, uuid }: Surroundings) =>
  void jenkins.revokeToken("alice", uuid("first"));

/** The reason for a replacement then. */
export const revoked = /It was revoked outside Pulumi/;

/** What a refresh finds. */
export const foundByRefresh: readonly Scenario[] = [
  {
    name: "finds a revoked token missing, and the next up creates a new one",
    steps: [
      { up: deploy, state: { token: "first" } },
      { meanwhile: revokeFirst },
      { refresh: true, is: "gone" },
      { up: deploy, is: "create", state: { token: "second" }, controller: ["second"] },
    ],
  },
  {
    name: "shows a name that was changed in the web UI, and the next up changes it back",
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
];

/** What an up finds that checks the token. */
export const foundByUp: readonly Scenario[] = [
  {
    name: "that was revoked is replaced by the next up, and the preview says so",
    steps: [
      { up: onUp, state: { token: "first" } },
      { meanwhile: revokeFirst },
      { preview: onUp, is: "replace", replaces: ["tokenUuid"], says: [revoked], controller: [] },
      { up: onUp, is: "replace", says: [revoked], state: { token: "second" }, controller: ["second"] },
      { up: onUp, is: "same", controller: ["second"] },
    ],
  },
];
