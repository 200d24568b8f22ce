import { describe, expect, it, vi } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, update, userOf } from "../../support/lifecycleResource.ts";

const names = Array.from({ length: 40 }, (_, index) => `token-${index}`);

/** The statuses of all changes that Jenkins was asked for; undefined for those that it hasn't answered yet. */
function changes({ requests }: EmbeddedJenkins): (number | undefined)[] {
  return requests.filter(({ method }) => method === "POST").map(({ status }) => status);
}

/** Waits until so many changes are under way at the same time. */
async function untilUnderWay(jenkins: EmbeddedJenkins, count: number): Promise<void> {
  const underWay = () => changes(jenkins).filter((status) => status === undefined).length;
  await vi.waitUntil(() => underWay() === count, { timeout: 20_000, interval: 5 });
}

describe("many tokens of one user at once", () => {
  it.each([
    ["a password", passwordLogin],
    ["an API token", tokenLogin],
  ])("are all created, and all revoked, with %s: Jenkins never responds with 500", async (_, login) => {
    const jenkins = await startJenkins();
    const provider = startProvider(login(jenkins, "alice"));
    const tokens = await Promise.all(names.map((tokenName) => create(provider, { tokenName })));
    expect(tokenNames(jenkins, "alice")).toEqual(names.toSorted());
    expect(await Promise.all(tokens.map((token) => userOf(jenkins, token)))).toEqual(
      names.map(() => "alice"),
    );
    await Promise.all(tokens.map((token) => destroy(provider, token)));
    expect(tokenNames(jenkins, "alice")).toEqual([]);
    expect(new Set(changes(jenkins))).toEqual(new Set([200]));
  });

  it("are changed one at a time, whatever the change and however the user ID is written", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(tokenLogin(jenkins, "alice"));
    const [renamed, destroyed] = [await create(provider), await create(provider)];
    const release = jenkins.holdSaves();
    const done = [
      create(provider, { username: "alice", tokenName: "one" }),
      create(provider, { username: "ALICE", tokenName: "two" }),
      update(provider, renamed, { tokenName: "renamed" }),
      destroy(provider, destroyed),
    ];
    await untilUnderWay(jenkins, 1);
    release();
    await Promise.all(done);
    expect(tokenNames(jenkins, "alice")).toEqual(["one", "renamed", "two"]);
    expect(new Set(changes(jenkins))).toEqual(new Set([200]));
  });
});

describe("tokens of different users", () => {
  const users = Array.from({ length: 8 }, (_, index) => ({ id: `user-${index}` }));

  it("are created at the same time", async () => {
    const admin = { id: "admin", password: "admin-pw", administrator: true };
    const jenkins = await startJenkins({ users: [admin, ...users], adminCanGenerateNewTokens: true });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    // Nothing is answered before Jenkins has got all eight.
    const release = jenkins.holdSaves();
    const tokens = Promise.all(
      users.map(({ id }) => create(provider, { username: id, tokenName: "deploy" })),
    );
    await untilUnderWay(jenkins, users.length);
    release();
    await tokens;
    for (const { id } of users) expect(tokenNames(jenkins, id)).toEqual(["deploy"]);
  });
});
