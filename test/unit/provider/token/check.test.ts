import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { describe, expect, it } from "vitest";
import { type Settings, startProvider } from "../../../support/lifecycleProvider.ts";
import { checked, complaints } from "../../../support/lifecycleResource.ts";

const settings: Settings = {
  "jenkins:url": "https://ci.example.com",
  "jenkins:username": "alice",
  "jenkins:apiToken": "11deadbeefdeadbeefdeadbeefdeadbeef",
};
const connection = { url: "https://ci.example.com", username: "alice", apiToken: "11deadbeef" };

describe("bad inputs, told by name and without the network", () => {
  it.each([
    ["a misspelt input", { userName: "alice" }, /^userName: .*did you mean username\?$/],
    [
      "an input that doesn't exist",
      { colour: "red" },
      /^colour: no such input; there are .*username.*version/,
    ],
    ["an input named with control characters", { "\u001b[31mred": 1 }, /^red: no such input;/],
    ["an empty username", { username: "" }, /^username: must not be empty$/],
    ["a username that is a number", { username: 5 }, /^username: must be a string$/],
    ["a username with a colon", { username: "a:b" }, /^username: must not contain a colon/],
    ["a blank token name", { tokenName: "  " }, /^tokenName: must not be blank/],
    ["a token name that is a number", { tokenName: 5 }, /^tokenName: must be a string$/],
    ["a version of the wrong type", { version: true }, /^version: must be a number or a string$/],
    ["a version that is a list", { version: [1] }, /^version: must be a number or a string$/],
    ["triggers that are a list", { triggers: ["a"] }, /^triggers: must be a map$/],
    ["triggers that are a text", { triggers: "a" }, /^triggers: must be a map$/],
    ["a connection that is a text", { connection: "https://ci" }, /^connection: must be an object/],
    [
      "a URL without a scheme",
      { connection: { ...connection, url: "ci" } },
      /^connection\.url: must be a URL such as/,
    ],
    [
      "another scheme",
      { connection: { ...connection, url: "ssh://ci" } },
      /^connection\.url: must start with https/,
    ],
    [
      "credentials in the URL",
      { connection: { ...connection, url: "https://alice:password-4711@ci" } },
      /^connection\.url: must not carry credentials; use username, and apiToken or password$/,
    ],
    [
      "both secrets",
      { connection: { ...connection, password: "another-password-3" } },
      /^connection\.password: is given besides apiToken/,
    ],
    [
      "neither secret",
      { connection: { url: "https://ci", username: "alice" } },
      /^connection\.apiToken: is missing; give either apiToken or password$/,
    ],
    ["a misspelt key", { connection: { ...connection, tokn: "x" } }, /^connection\.tokn: is not known here/],
  ])("%s", async (_, args, complaint) => {
    const all = await complaints(startProvider(settings), args);
    expect(all).toEqual([expect.stringMatching(complaint)]);
  });

  it("are reported all at once", async () => {
    const args = { username: "", version: false, colour: "red", connection: { url: "ci", username: "a" } };
    const all = await complaints(startProvider({}), args);
    expect(all.map((complaint) => complaint.split(":")[0])).toEqual([
      "username",
      "version",
      "colour",
      "connection.url",
      "connection.apiToken",
    ]);
  });

  it("are reported together with those that don't go together", async () => {
    const args = { expiresOn: "2020-01-01", expiresInDays: 3, version: true, colour: "red" };
    const all = await complaints(startProvider(settings), args);
    expect(all).toEqual([
      "version: must be a number or a string",
      expect.stringMatching(/^colour: no such input/),
      "expiresOn: is given besides expiresInDays; give only one of the two",
      expect.stringMatching(/^expiresOn: is in the past/),
    ]);
  });

  it("never repeat a secret", async () => {
    const secret = "hunter2-hunter2-4711";
    const bad = { url: `https://alice:${secret}@ci`, username: "alice", apiToken: secret, password: secret };
    const all = await complaints(startProvider({}), { connection: bad, fixedValue: secret });
    expect(all.length).toBeGreaterThan(1);
    expect(all.join("\n")).not.toContain(secret);
  });
});

describe("a bad connection of the stack", () => {
  it("that is missing is reported with every way to set one", async () => {
    const [complaint] = await complaints(startProvider({}), {});
    for (const way of [
      "jenkins:url",
      "jenkins:apiToken",
      "JENKINS_URL",
      "JENKINS_PASSWORD",
      "`connection`",
    ]) {
      expect(complaint).toContain(way);
    }
  });

  it("is reported by the keys of its configuration", async () => {
    const both = { ...settings, "jenkins:url": "ftp://ci", "jenkins:password": "another-password-3" };
    expect(await complaints(startProvider(both), {})).toEqual([
      "jenkins:url: must start with https:// or http://",
      "jenkins:password: is given besides apiToken; give only one of the two",
    ]);
  });

  it("is reported by the names of the environment variables", async () => {
    const environment = { JENKINS_URL: "https://ci", JENKINS_API_TOKEN: "11deadbeefdeadbeef" };
    expect(await complaints(startProvider({}, { environment }), {})).toEqual(["JENKINS_USER_ID: is missing"]);
  });

  it("is never completed with the URL or the user of another source", async () => {
    const environment = { JENKINS_URL: "https://ci", JENKINS_USER_ID: "alice" };
    const { "jenkins:username": _, ...incomplete } = settings;
    expect(await complaints(startProvider(incomplete, { environment }), {})).toEqual([
      "jenkins:username: is missing.\n  JENKINS_USER_ID is set, but not used beside the stack's configuration,\n  which has jenkins:url.",
    ]);
  });
});

describe("values that aren't known in a preview", () => {
  it.each([
    { username: unknownValue },
    { tokenName: unknownValue },
    { version: unknownValue },
    { triggers: { image: unknownValue } },
    { triggers: unknownValue },
    { connection: unknownValue },
    { connection: { ...connection, apiToken: unknownValue } },
  ])("pass, and stay unknown: %j", async (args) => {
    expect(await checked(startProvider(settings), args)).toMatchObject(args);
  });

  it("don't keep what is wrong with the others from being reported", async () => {
    const all = await complaints(startProvider(settings), { username: unknownValue, version: true });
    expect(all).toEqual(["version: must be a number or a string"]);
  });

  it("leave the owner open where the login isn't known", async () => {
    const inputs = await checked(startProvider(settings), { connection: unknownValue });
    expect(inputs).not.toHaveProperty("username");
  });
});
