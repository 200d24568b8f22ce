import { describe, expect, it } from "vitest";
import { startProvider } from "../../support/lifecycleProvider.ts";
import { checked, resourceName } from "../../support/lifecycleResource.ts";

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
