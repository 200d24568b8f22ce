import { describe, expect, it, vi } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { postAction } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

describe("concurrent changes of one user's tokens", () => {
  it("responses 500 to the later ones, after their effect", () =>
    withJenkins({}, async (jenkins) => {
      const as = login(jenkins, "alice");
      const names = ["one", "two", "three"];
      const responses = await overlapping(jenkins, () => jenkins.tokens("alice").length === 4, [
        ...names.map(
          (newTokenName) => () => postAction(jenkins.url, "generateNewToken", { as, form: { newTokenName } }),
        ),
      ]);
      expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 500, 500]);
      const failed = responses.find(({ status }) => status === 500);
      expect(failed?.headers.get("X-Jenkins")).toBe("2.568.2");
      expect(await failed?.text()).toContain("Oops!");
      expect(jenkins.tokens("alice").map(({ name }) => name)).toEqual(["login", "one", "three", "two"]);
    }));

  it("takes in renaming, revoking and fixed values", () =>
    withJenkins({}, async (jenkins) => {
      const as = login(jenkins, "alice");
      const { tokenUuid } = jenkins.generateToken("alice", "old");
      const doomed = jenkins.generateToken("alice", "doomed");
      const newTokenPlainValue = "110123456789abcdef0123456789abcdef";
      const names = () => jenkins.tokens("alice").map(({ name }) => name);
      const responses = await overlapping(jenkins, () => names().join() === "fixed,login,new", [
        () => postAction(jenkins.url, "rename", { as, form: { tokenUuid, newName: "new" } }),
        () => postAction(jenkins.url, "revoke", { as, form: { tokenUuid: doomed.tokenUuid } }),
        () =>
          postAction(jenkins.url, "addFixedToken", {
            as,
            form: { newTokenName: "fixed", newTokenPlainValue },
          }),
      ]);
      expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 500, 500]);
    }));

  it("never happens one after the other", () =>
    withJenkins({}, async (jenkins) => {
      const as = login(jenkins, "alice");
      for (const newTokenName of ["one", "two", "three"]) {
        const { status } = await postAction(jenkins.url, "generateNewToken", { as, form: { newTokenName } });
        expect(status).toBe(200);
      }
    }));

  it("never happens between different users", () => {
    const ids = Array.from({ length: 16 }, (_, index) => `user${index}`);
    return withJenkins({ users: ids.map((id) => ({ id })) }, async (jenkins) => {
      const logins = ids.map((id) => login(jenkins, id));
      const responses = await overlapping(
        jenkins,
        () => ids.every((id) => jenkins.tokens(id).length === 2),
        logins.map((as) => () => postAction(jenkins.url, "generateNewToken", { as })),
      );
      expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    });
  });
});

/** Sends requests so that each has had its effect before the first one is saved. */
async function overlapping(
  jenkins: EmbeddedJenkins,
  allHappened: () => boolean,
  requests: (() => Promise<Response>)[],
): Promise<Response[]> {
  const release = jenkins.holdSaves();
  const responses = requests.map((send) => send());
  await vi.waitUntil(allHappened, { timeout: 20_000, interval: 5 });
  release();
  return Promise.all(responses);
}

function login(jenkins: EmbeddedJenkins, user: string): [string, string] {
  return [user, jenkins.generateToken(user, "login").tokenValue];
}
