import { describe, expect, it } from "vitest";
import { passwordLogin, startJenkins, startProvider } from "../../../support/lifecycleProvider.ts";
import { checked, create, preview, resourceName } from "../../../support/lifecycleResource.ts";

const settings = {
  "jenkins:url": "https://ci.example.com",
  "jenkins:username": "alice",
  "jenkins:password": "password-of-alice-4711",
};

describe("the name of a token", () => {
  it("is the resource's with seven hex digits, unless one is given", async () => {
    const provider = startProvider(settings);
    const { tokenName } = await checked(provider, {});
    expect(tokenName).toMatch(new RegExp(`^${resourceName}-[0-9a-f]{7}$`));
    expect(await checked(provider, { tokenName: "deploy" })).toMatchObject({ tokenName: "deploy" });
  });

  it("is another one for each resource", async () => {
    const provider = startProvider(settings);
    const names = await Promise.all(Array.from({ length: 20 }, () => checked(provider, {})));
    expect(new Set(names.map(({ tokenName }) => tokenName)).size).toBe(20);
  });

  it("sticks once it is chosen", async () => {
    const provider = startProvider(settings);
    const first = await checked(provider, {});
    const second = await checked(provider, { version: 2 }, first);
    expect(second.tokenName).toBe(first.tokenName);
  });

  it("is drawn anew for a replacement, which the engine checks without old inputs", async () => {
    const provider = startProvider(settings);
    const first = await checked(provider, {});
    expect((await checked(provider, { version: 2 }, {})).tokenName).not.toBe(first.tokenName);
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

  it("sticks when the provider logs in as somebody else", async () => {
    const first = await checked(startProvider(settings), {});
    const asAdmin = startProvider({ ...settings, "jenkins:username": "admin" });
    expect(await checked(asAdmin, {}, first)).toMatchObject({ username: "alice" });
  });

  it("is that of the token which is being rotated, and of no other one", async () => {
    const jenkins = await startJenkins();
    const asAlice = startProvider(passwordLogin(jenkins, "alice"));
    const tokens = [await create(asAlice, { version: 1 }), await create(asAlice, { version: 1 })];
    const asAdmin = startProvider(passwordLogin(jenkins, "admin"));
    for (const _ of ["in the refresh before the up", "in the up"]) {
      for (const token of tokens) await preview(asAdmin, token, { version: 2 });
    }
    const owners = [];
    for (const version of [3, 2, 2, 2]) owners.push((await checked(asAdmin, { version })).username);
    expect(owners).toEqual(["admin", "alice", "alice", "admin"]);
  });

  it("is that of the token which is being rotated, also where the same is declared twice", async () => {
    const jenkins = await startJenkins();
    const ofAlice = await create(startProvider(passwordLogin(jenkins, "alice")), { version: 1 });
    const ofSvc = await create(startProvider(passwordLogin(jenkins, "svc")), { version: 1 });
    const asAdmin = startProvider(passwordLogin(jenkins, "admin"));
    // In the refresh before the up, which has an order of its own.
    for (const token of [ofSvc, ofAlice]) await preview(asAdmin, token, { version: 2 });
    const owners = [];
    for (const token of [ofAlice, ofSvc]) {
      await preview(asAdmin, token, { version: 2 });
      owners.push((await checked(asAdmin, { version: 2 })).username);
    }
    expect(owners).toEqual(["alice", "svc"]);
  });

  it("is the new login on another controller, which may not know the old one", async () => {
    const [jenkins, other] = [await startJenkins(), await startJenkins()];
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), { version: 1 });
    const elsewhere = startProvider(passwordLogin(other, "svc"));
    expect((await preview(elsewhere, token, { version: 2 })).replaces).toContain("url");
    expect(await checked(elsewhere, { version: 2 })).toMatchObject({ username: "svc" });
  });
});

describe("what check hands on", () => {
  it("is what was given, and nothing of the stack's connection", async () => {
    const args = { username: "svc", tokenName: "deploy", version: 2, triggers: { image: "1.2" } };
    expect(await checked(startProvider(settings), args)).toEqual(args);
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
