import { describe, expect } from "vitest";
import type { EmbeddedJenkins } from "../../emulator/index.ts";
import { startGateway } from "../support/lifecycleGateway.ts";
import { passwordLogin, type Settings, startJenkins } from "../support/lifecycleProvider.ts";
import { liveOverGrpc } from "../support/lifeOverGrpc.ts";
import type { Row, Surroundings } from "../support/lifeRow.ts";

const deploy = { tokenName: "deploy", version: 1 };
const overlapping = { ...deploy, overlapDays: 7 };

/** The configuration of a stack that isn't patient. */
const login = (jenkins: { url: string }): Settings => ({
  ...passwordLogin(jenkins, "alice"),
  "jenkins:maxRetries": "0",
});

/** Another controller, one for each row. */
const others = new WeakMap<EmbeddedJenkins, EmbeddedJenkins>();
const elsewhere = async (jenkins: EmbeddedJenkins): Promise<Settings> => {
  const other = others.get(jenkins) ?? (await startJenkins());
  others.set(jenkins, other);
  return login(other);
};
const expectElsewhere =
  (...names: string[]) =>
  ({ jenkins }: Surroundings) =>
    expect(
      others
        .get(jenkins)
        ?.tokens("alice")
        .map(({ name }) => name),
    ).toEqual(names);
const close = ({ jenkins }: Surroundings) => jenkins.close();

describe("a controller that has moved", () => {
  const rows: Row[] = [
    {
      name: "and knows the token gets its new address in place",
      login,
      steps: [
        { up: deploy, state: { token: "first" } },
        {
          login: async (jenkins) => login(await startGateway(jenkins)),
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
      login,
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
      name: "in an overlap leaves neither token behind where they were made",
      login,
      steps: [
        { up: overlapping, state: { token: "first" } },
        { up: { ...overlapping, version: 2 }, state: { token: "second", previous: "first" } },
        { login: elsewhere, up: { ...overlapping, version: 2 }, is: "replace", controller: [] },
        { meanwhile: expectElsewhere("deploy") },
      ],
    },
    {
      name: "and can't be reached replaces nothing: preview and up fail",
      login,
      steps: [
        { up: deploy, state: { token: "first" } },
        { login: elsewhere, meanwhile: ({ jenkins }) => others.get(jenkins)?.close() },
        { preview: deploy, fails: /can't be reached/ },
        { up: deploy, fails: /can't be reached/, state: { token: "first" }, controller: ["first"] },
        { login, up: deploy, is: "same", controller: ["first"] },
      ],
    },
    {
      name: "from an address where nobody listens any more says which token may be left there",
      login,
      steps: [
        { up: deploy, state: { token: "first" } },
        { login: elsewhere, meanwhile: close },
        {
          up: deploy,
          is: "replace",
          says: [/The token 'deploy' of 'alice' was made at http.*, which can't be asked any more.*revoke/],
        },
        { meanwhile: expectElsewhere("deploy") },
        { up: deploy, is: "same" },
      ],
    },
    {
      name: "isn't forgotten by a refresh that is pointed elsewhere",
      login,
      steps: [
        { up: deploy, state: { token: "first" } },
        {
          login: elsewhere,
          refresh: true,
          is: "refresh",
          says: [/was made at http.*, and doesn't work at http.* It is kept in the state/],
          state: { token: "first" },
        },
        { login, refresh: true, is: "refresh", controller: ["first"] },
      ],
    },
    {
      name: "is left clean by a destroy that is pointed elsewhere",
      login,
      steps: [
        { up: overlapping, state: { token: "first" } },
        { up: { ...overlapping, version: 2 }, state: { token: "second", previous: "first" } },
        { login: elsewhere, destroy: true, is: "delete", controller: [] },
      ],
    },
    {
      name: "and is busy where the token was made fails, and revokes it the next time",
      login,
      steps: [
        { up: deploy, state: { token: "first" } },
        {
          login: elsewhere,
          meanwhile: ({ jenkins }) =>
            void jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect" }),
        },
        { up: deploy, is: "replace", fails: /unavailable \(502\)/, controller: ["first"] },
        { up: deploy, is: "same", controller: [] },
        { meanwhile: expectElsewhere("deploy") },
      ],
    },
  ];
  liveOverGrpc(rows);
});
