import { describe, expect, it } from "vitest";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure } from "../../support/lifecycleFailure.ts";
import { passwordLogin, startProvider, tokenNames } from "../../support/lifecycleProvider.ts";
import {
  checked,
  create,
  destroy,
  preview,
  type Resource,
  refresh,
  userOf,
} from "../../support/lifecycleResource.ts";
import { replace } from "../methods/steps.ts";

/** A token that alice got when the stack logged in as alice; the program names no owner. */
async function ofAlice(args: object = {}) {
  const jenkins = await startJenkins();
  const token = await create(startProvider(passwordLogin(jenkins, "alice")), {
    tokenName: "deploy",
    ...args,
  });
  const asAdmin = () => startProvider(passwordLogin(jenkins, "admin"));
  return { jenkins, token, asAdmin };
}

describe("the owner of a token without username, when the login changes", () => {
  it("stays through an up that changes nothing, and a refresh", async () => {
    const { token, asAdmin } = await ofAlice();
    expect(await preview(asAdmin(), token, { tokenName: "deploy" })).toEqual({
      changes: false,
      replaces: [],
    });
    expect(await refresh(asAdmin(), token)).toEqual(token);
  });

  it("stays through a rotation", async () => {
    const { jenkins, token, asAdmin } = await ofAlice({ version: 1 });
    const rotated = await replace(asAdmin(), token, { tokenName: "deploy", version: 2 });
    expect(await userOf(jenkins, rotated)).toBe("alice");
    expect([tokenNames(jenkins, "alice"), tokenNames(jenkins, "admin")]).toEqual([["deploy"], []]);
  });

  it("stays where the engine replaces for a reason of its own, and shows the old inputs first", async () => {
    const { jenkins, token, asAdmin } = await ofAlice();
    const provider = asAdmin();
    // As for `replacementTrigger`: no diff.
    await checked(provider, { tokenName: "deploy" }, token.inputs, token.name);
    const replaced = await create(provider, { tokenName: "deploy" }, token.name);
    await destroy(provider, token);
    expect(await userOf(jenkins, replaced)).toBe("alice");
    expect([tokenNames(jenkins, "alice"), tokenNames(jenkins, "admin")]).toEqual([["deploy"], []]);
  });

  it("makes `--replace` fail, which shows nothing of the old token, and the advice works", async () => {
    const { jenkins, token, asAdmin } = await ofAlice();
    const provider = asAdmin();
    const replaced = await create(provider, { tokenName: "deploy" }, token.name);
    await expectFailure(destroy(provider, token), "ownerChanged", "'alice'", "'admin'", 'username: "alice"');
    expect(await userOf(jenkins, token)).toBe("alice");

    const next = asAdmin();
    const again = await replace(next, replaced, { username: "alice", tokenName: "deploy" });
    await destroy(next, token);
    expect(await userOf(jenkins, again)).toBe("alice");
    expect([tokenNames(jenkins, "alice"), tokenNames(jenkins, "admin")]).toEqual([["deploy"], []]);
  });

  it("makes `--replace` fail before anything is revoked where the old token goes first (`deleteBeforeReplace`)", async () => {
    const { jenkins, token, asAdmin } = await ofAlice();
    const provider = asAdmin();
    await checked(provider, { tokenName: "deploy" }, {}, token.name);
    await expectFailure(destroy(provider, token), "ownerChanged", "'alice'", "'admin'", 'username: "alice"');
    expect(await userOf(jenkins, token)).toBe("alice");

    const next = asAdmin();
    const declared = { username: "alice", tokenName: "deploy" };
    await checked(next, declared, {}, token.name);
    await destroy(next, token);
    expect(await userOf(jenkins, await create(next, declared, token.name))).toBe("alice");
    expect([tokenNames(jenkins, "alice"), tokenNames(jenkins, "admin")]).toEqual([["deploy"], []]);
  });

  it("lets `--replace` through where the owner stays, or the program names it", async () => {
    const { jenkins, token } = await ofAlice();
    const asAlice = startProvider(passwordLogin(jenkins, "alice"));
    const replaced = await create(asAlice, { tokenName: "deploy" }, token.name);
    await destroy(asAlice, token);
    const declared = startProvider(passwordLogin(jenkins, "admin"));
    const args = { username: "admin", tokenName: "deploy" };
    await create(declared, args, token.name);
    await destroy(declared, replaced);
    expect([tokenNames(jenkins, "alice"), tokenNames(jenkins, "admin")]).toEqual([[], ["deploy"]]);
  });
});

describe("tokens that are declared alike", () => {
  it("keep their owners when all are replaced at once, in whatever order", async () => {
    const jenkins = await startJenkins();
    const owners: Record<string, string> = { a: "alice", b: "svc", c: "alice", d: "svc" };
    const tokens: Resource[] = [];
    for (const [name, owner] of Object.entries(owners))
      tokens.push(await create(startProvider(passwordLogin(jenkins, owner)), { version: 1 }, name));
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const replaced = await Promise.all(
      tokens.toReversed().map((token) => replace(provider, token, { version: 2 })),
    );
    const now = Object.fromEntries(replaced.map(({ name, outs }) => [name, outs.username]));
    expect(now).toEqual(owners);
    for (const user of ["alice", "svc"]) expect(tokenNames(jenkins, user)).toHaveLength(2);
    expect(tokenNames(jenkins, "admin")).toEqual([]);
  });
});
