import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { describe, expect, it } from "vitest";
import { startJenkins } from "../../../support/jenkins.ts";
import { passwordLogin, startProvider } from "../../../support/lifecycleProvider.ts";
import { create, preview } from "../../../support/lifecycleResource.ts";

const before = {
  username: "alice",
  tokenName: "deploy",
  version: 1,
  triggers: { image: "1.2", list: [1, 2] },
};
const unchanged = { changes: false, replaces: [] };

async function previewOf(args: Record<string, unknown>) {
  const jenkins = await startJenkins();
  const provider = startProvider(passwordLogin(jenkins, "alice"));
  return preview(provider, await create(provider, before), args);
}

describe("the preview of a token", () => {
  it("shows no change where there is none", async () => {
    expect(await previewOf(before)).toEqual(unchanged);
    expect(await previewOf({ ...before, triggers: { list: [1, 2], image: "1.2" } })).toEqual(unchanged);
  });

  it("shows no change for a version that became a text, or a text that became a number", async () => {
    expect(await previewOf({ ...before, version: "1" })).toEqual(unchanged);
  });

  it("shows no change where owner and name are left to what they were", async () => {
    const { username: _, tokenName: __, ...rest } = before;
    expect(await previewOf(rest)).toEqual(unchanged);
  });

  it.each([
    ["version", { ...before, version: 2 }],
    ["version", { ...before, version: undefined }],
    ["version", { ...before, version: unknownValue }],
    ["triggers", { ...before, triggers: { ...before.triggers, image: "1.3" } }],
    ["triggers", { ...before, triggers: undefined }],
    ["triggers", { ...before, triggers: { ...before.triggers, image: unknownValue } }],
    ["username", { ...before, username: "svc" }],
    ["username", { ...before, username: unknownValue }],
  ])("shows a replacement because of %s", async (input, args) => {
    expect(await previewOf(args)).toEqual({ changes: true, replaces: [input] });
  });

  it("shows all reasons for a replacement", async () => {
    const { replaces } = await previewOf({ username: "svc", tokenName: "deploy", version: 2 });
    expect(replaces).toEqual(["username", "version", "triggers"]);
  });

  it("shows a new name as a change in place", async () => {
    expect(await previewOf({ ...before, tokenName: "release" })).toEqual({ changes: true, replaces: [] });
  });

  it("asks Jenkins nothing while its address is the same", async () => {
    const jenkins = await startJenkins();
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const token = await create(provider, before);
    jenkins.clearRequests();
    await preview(provider, token, { ...before, version: 2 });
    expect(jenkins.requests).toEqual([]);
  });
});

describe("the connection of a token", () => {
  it("shows no change when the stack's credential is another one", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(passwordLogin(jenkins, "alice")), before);
    jenkins.setPassword("alice", "another-password-2");
    const provider = startProvider(passwordLogin(jenkins, "alice", "another-password-2"));
    expect(await preview(provider, token, before)).toEqual(unchanged);
  });

  it("shows a change in place when the resource's own is another one", async () => {
    const jenkins = await startJenkins();
    const connection = { url: jenkins.url, username: "alice", password: "alice-pw" };
    const provider = startProvider({});
    const token = await create(provider, { ...before, connection });
    const { tokenValue: apiToken } = jenkins.generateToken("alice", "login");
    const other = { url: jenkins.url, username: "alice", apiToken };
    expect(await preview(provider, token, { ...before, connection: other })).toEqual({
      changes: true,
      replaces: [],
    });
  });

  it("isn't looked at while it isn't known yet", async () => {
    const jenkins = await startJenkins();
    const connection = { url: jenkins.url, username: "alice", password: "alice-pw" };
    const provider = startProvider({});
    const token = await create(provider, { ...before, connection });
    const unknown = { ...connection, password: unknownValue };
    expect(await preview(provider, token, { ...before, connection: unknown })).toEqual({
      changes: true,
      replaces: [],
    });
  });
});
