import { describe, expect, it } from "vitest";
import { replace } from "../../../features/methods/steps.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { passwordLogin, startProvider } from "../../../support/lifecycleProvider.ts";
import { checked, create, preview, resourceName, urnOf } from "../../../support/lifecycleResource.ts";

const settings = {
  "jenkins:url": "https://ci.example.com",
  "jenkins:username": "alice",
  "jenkins:password": "password-of-alice-4711",
};

describe("the name of a token", () => {
  it("is left open by check, so that no preview shows one that is not created", async () => {
    const provider = startProvider(settings);
    expect(await checked(provider, {})).not.toHaveProperty("tokenName");
    expect(await checked(provider, { tokenName: "deploy" })).toMatchObject({ tokenName: "deploy" });
  });

  it("is the resource's with seven hex digits, another one for each token", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, { version: 1 });
    const next = await replace(provider.next(), token, { version: 2 });
    const names = [token, next].map(({ outs }) => outs.tokenName);
    for (const name of names) expect(name).toMatch(new RegExp(`^${resourceName}-[0-9a-f]{7}$`));
    expect(new Set(names).size).toBe(2);
  });
});

describe("the owner of a token", () => {
  it("is the user that the provider logs in as, unless another one is given", async () => {
    const provider = startProvider(settings);
    expect(await checked(provider, {})).toMatchObject({ username: "alice" });
    expect(await checked(provider, { username: "svc" })).toMatchObject({ username: "svc" });
  });

  it("is the login of the resource's own connection, where it has one", async () => {
    const connection = {
      url: "https://other.example.com",
      username: "bob",
      password: "password-of-bob-4711",
    };
    expect(await checked(startProvider(settings), { connection })).toMatchObject({ username: "bob" });
  });

  it("stays when the provider logs in as somebody else", async () => {
    const first = await checked(startProvider(settings), {});
    const asAdmin = startProvider({ ...settings, "jenkins:username": "admin" });
    expect(await checked(asAdmin, {}, first)).toMatchObject({ username: "alice" });
  });

  it("stays when the token is replaced, whatever else is declared alike and in whatever order", async () => {
    const jenkins = await startJenkins();
    const [asAlice, asSvc] = ["alice", "svc"].map((user) => startProvider(passwordLogin(jenkins, user)));
    if (!asAlice || !asSvc) throw new Error("two logins");
    const tokens = [
      await create(asAlice, { version: 1 }, "a"),
      await create(asSvc, { version: 1 }, "b"),
      await create(asAlice, { version: 1 }, "c"),
      await create(asSvc, { version: 1 }, "d"),
    ];
    const asAdmin = startProvider(passwordLogin(jenkins, "admin"));
    const args = { version: 2 };
    await Promise.all(tokens.toReversed().map((token) => preview(asAdmin, token, args)));
    const owners = ["b", "d", "a", "c"].map(async (name) => {
      return (await checked(asAdmin, args, {}, name)).username;
    });
    expect(await Promise.all(owners)).toEqual(["svc", "svc", "alice", "alice"]);
  });

  it("is the new login on another controller", async () => {
    const [jenkins, other] = [await startJenkins(), await startJenkins()];
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { version: 1 });
    const elsewhere = startProvider(passwordLogin(other, "admin"));
    expect((await preview(elsewhere, token, { version: 2 })).replaces).toEqual(["url", "version"]);
    expect(await checked(elsewhere, { version: 2 })).toMatchObject({ username: "admin" });
  });

  it("stays where it is not known whether the controller is another one", async () => {
    const [jenkins, other] = [await startJenkins(), await startJenkins()];
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { version: 1 });
    const elsewhere = startProvider(passwordLogin(other, "svc"));
    expect((await preview(elsewhere, token, { version: 2 })).replaces).toEqual(["version"]);
    expect(await checked(elsewhere, { version: 2 })).toMatchObject({ username: "alice" });
  });
});

describe("what check passes on", () => {
  it("is what was given, and nothing of the stack's connection", async () => {
    const args = { username: "svc", tokenName: "deploy", version: 2, triggers: { image: "1.2" } };
    expect(await checked(startProvider(settings), args)).toEqual({
      ...args,
      __urn: urnOf(resourceName),
    });
  });

  it("is the resource's own connection as it was given", async () => {
    const connection = {
      url: "https://other.example.com/",
      username: "bob",
      password: "password-of-bob-4711",
    };
    expect((await checked(startProvider(settings), { connection })).connection).toEqual(connection);
  });
});
