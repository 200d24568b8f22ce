import { describe, expect, it, vi } from "vitest";
import { Secret, toPlain, unknownValue } from "../../../../provider/plugin/wire.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { failureOf, noteSecret } from "../../../support/lifecycleFailure.ts";
import { tokenNames } from "../../../support/lifecycleProvider.ts";
import type { CallFailure } from "../../../support/pluginClient.ts";
import { createToken, startPlugin, urnOf } from "../../../support/pluginEngine.ts";

const asAlice = ({ url }: { url: string }) => ({ url, username: "alice", password: new Secret("alice-pw") });
const deploy = urnOf("deploy");

describe("a provider process", () => {
  it("takes secrets, and names that Pulumi proposes", async () => {
    const plugin = await startPlugin();
    expect(await plugin.handshake("127.0.0.1:1")).toMatchObject({
      acceptSecrets: true,
      acceptResources: false,
      acceptOutputs: false,
      supportsAutonamingConfiguration: true,
    });
  });

  it("shows the version and the schema", async () => {
    const plugin = await startPlugin();
    expect(await plugin.schema()).toMatchObject({ name: "jenkins", version: await plugin.version() });
  });

  it("has no other function than the one of the schema", async () => {
    const plugin = await startPlugin();
    const failure = await failureOf(plugin.invoke("jenkins:index:getUsers", {}));
    expect(failure.message).toContain("there is jenkins:index:getApiTokens");
  });
});

describe("calls of the engine", () => {
  it("are open until their response is sent: an idle process ends at once on a signal", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { inputs } = await plugin.check(deploy, {}, {});
    expect(plugin.lifetime.openCalls).toBe(0);
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const fault = jenkins.faults.add({ kind: "latency", until, when: "beforeEffect" });
    const created = plugin.create(deploy, inputs);
    await vi.waitUntil(() => fault.injections === 1);
    expect(plugin.lifetime.openCalls).toBe(1);
    release();
    noteSecret(String(toPlain((await created).outputs).tokenValue));
    expect(plugin.lifetime.openCalls).toBe(0);
  });
});

describe("check", () => {
  it("keeps what is secret or unknown, and makes secret what always is", async () => {
    const plugin = await startPlugin({
      url: "https://ci.example.com",
      username: "alice",
      apiToken: "a-token-4711",
    });
    const { inputs } = await plugin.check(
      deploy,
      {},
      {
        tokenName: new Secret("hidden"),
        version: unknownValue,
        triggers: { plain: "a", secret: new Secret("b"), list: [new Secret("c"), "d"] },
        adopt: { tokenUuid: "01234567-89ab-cdef-0123-456789abcdef", tokenValue: "a-value" },
        connection: { url: unknownValue, username: "alice", apiToken: new Secret(unknownValue) },
      },
    );
    expect(inputs).toEqual({
      tokenName: new Secret("hidden"),
      version: unknownValue,
      triggers: { plain: "a", secret: new Secret("b"), list: new Secret(["c", "d"]) },
      adopt: { tokenUuid: "01234567-89ab-cdef-0123-456789abcdef", tokenValue: new Secret("a-value") },
      connection: new Secret({ url: unknownValue, username: "alice", apiToken: unknownValue }),
    });
  });

  it("takes null for what is not set, but for a trigger", async () => {
    const plugin = await startPlugin({
      url: "https://ci.example.com",
      username: "alice",
      apiToken: "a-token-4711",
    });
    const { inputs } = await plugin.check(
      deploy,
      {},
      { tokenName: null, triggers: { a: null }, overlapDays: null },
    );
    expect(inputs).toEqual({ username: "alice", triggers: { a: null } });
  });

  it.each([
    ["a wrong type", { overlapDays: "7" }, "overlapDays: must be a number of days"],
    ["a misspelt input", { tokenname: "a" }, "tokenname: no such input; did you mean tokenName?"],
    ["a map in place of a text", { username: { a: "b" } }, "username: must be a string"],
    ["a list in place of a map", { triggers: ["a"] }, "triggers: must be a map"],
    ["a fraction of a day", { overlapDays: 1.5 }, "overlapDays: must be a whole number of days"],
  ])("names in the reason alone %s", async (_, news, reason) => {
    const plugin = await startPlugin({
      url: "https://ci.example.com",
      username: "alice",
      apiToken: "a-token-4711",
    });
    expect((await plugin.check(deploy, {}, news)).failures).toEqual([reason]);
  });

  it("chooses no name, but takes the one that Pulumi proposes, until the token is replaced", async () => {
    const plugin = await startPlugin({
      url: "https://ci.example.com",
      username: "alice",
      apiToken: "a-token-4711",
    });
    expect((await plugin.check(deploy, {}, {})).inputs).toEqual({ username: "alice" });
    const named = { username: "alice", tokenName: "deploy-proposed" };
    expect((await plugin.check(deploy, {}, {}, "deploy-proposed")).inputs).toEqual(named);
    expect((await plugin.check(deploy, named, {}, "deploy-other")).inputs).toEqual(named);
    expect((await plugin.check(deploy, {}, { tokenName: "own" }, "deploy-other")).inputs).toMatchObject({
      tokenName: "own",
    });
  });
});

describe("triggers", () => {
  it("of a Date, which a Node.js program sends as an empty map, give a warning at the resource", async () => {
    const plugin = await startPlugin({
      url: "https://ci.example.com",
      username: "alice",
      apiToken: "abc-4711",
    });
    const { failures } = await plugin.check(urnOf("ci"), {}, { triggers: { at: {} } });
    expect(failures).toEqual([]);
    expect(plugin.shown).toEqual([
      {
        severity: "warning",
        urn: urnOf("ci"),
        message: expect.stringMatching(/^triggers\.at is an empty map/),
      },
    ]);
  });
});

describe("create", () => {
  it("returns outputs that are secret in every place, and ready to use", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { id, outputs } = await createToken(plugin, { version: 1, triggers: { a: new Secret("b") } });
    const { tokenUuid, tokenValue } = toPlain(outputs);
    expect(id).toBe(tokenUuid);
    expect(outputs).toMatchObject({
      username: "alice",
      url: jenkins.url,
      method: "rest",
      triggers: { a: new Secret("b") },
      tokenName: expect.stringMatching(/^deploy-[0-9a-f]{7}$/),
      tokenValue: new Secret(tokenValue),
      basicAuth: new Secret({ username: "alice", password: tokenValue }),
    });
    const { authorization } = toPlain(outputs) as { authorization: string };
    const response = await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: { authorization } });
    expect(await response.json()).toMatchObject({ name: "alice" });
  });

  it("knows in a preview what is given, asks nothing of Jenkins, and creates what was previewed", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { inputs } = await plugin.check(
      deploy,
      {},
      { tokenName: "deploy", fixedValue: `11${"ab".repeat(16)}` },
    );
    const previewed = await plugin.create(deploy, inputs, { preview: true });
    expect(previewed.id).toBe("");
    expect(previewed.outputs).toMatchObject({
      username: "alice",
      tokenName: "deploy",
      tokenUuid: unknownValue,
      tokenValue: new Secret(unknownValue),
      authorization: new Secret(unknownValue),
      basicAuth: new Secret(unknownValue),
      fixedValue: new Secret(`11${"ab".repeat(16)}`),
    });
    expect(jenkins.requests).toEqual([]);
    const { outputs } = await plugin.create(deploy, inputs);
    for (const [name, value] of Object.entries(toPlain(previewed.outputs))) {
      if (value !== unknownValue) expect(toPlain(outputs)[name], name).toEqual(value);
    }
  });

  it("keeps a token that could not be verified, and update finishes it", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin({ ...asAlice(jenkins), maxRetries: 0 });
    const triggers = { large: "x".repeat(30_000) };
    const { inputs } = await plugin.check(deploy, {}, { tokenName: "deploy", triggers });
    jenkins.faults.add({
      kind: "status",
      status: 503,
      when: "beforeEffect",
      path: /whoAmI/,
      times: 100,
    });
    const failure = (await failureOf(plugin.create(deploy, inputs))) as unknown as CallFailure;
    expect(failure.reasons?.[0]).toContain("deploy");
    expect(failure.properties).toMatchObject({ triggers, tokenValue: expect.any(Secret) });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    jenkins.faults.clear();
    const [id, state] = [failure.id ?? "", failure.properties ?? {}];
    const { details } = await plugin.diff(deploy, id, state, inputs);
    expect(details).toEqual({ tokenUuid: "UPDATE" });
    const updated = await plugin.update(deploy, id, state, inputs);
    expect(await plugin.diff(deploy, id, updated, inputs)).toMatchObject({ changes: false });
  });

  it("fails with what to do, as a failure that leaves the state whole", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin({ url: jenkins.url, username: "alice", password: "wrong-password" });
    const { inputs } = await plugin.check(deploy, {}, {});
    const failure = await failureOf(plugin.create(deploy, inputs));
    expect(failure).toMatchObject({ code: 9, message: expect.stringContaining("alice") });
  });
});

describe("diff and update", () => {
  it("report changes with their kinds, and the reason at the resource", async () => {
    const jenkins = await startJenkins();
    const now = { date: new Date("2027-01-01T12:00:00Z") };
    const plugin = await startPlugin(asAlice(jenkins), { now: () => now.date });
    const { urn, id, inputs, outputs } = await createToken(plugin, { version: 1, rotateAfterDays: 30 });
    expect(await plugin.diff(urn, id, outputs, inputs)).toEqual({
      changes: false,
      replaces: [],
      details: {},
    });
    now.date = new Date("2027-02-01T12:00:00Z");
    const { inputs: news } = await plugin.check(urn, inputs, { version: 2, rotateAfterDays: 30 });
    expect(await plugin.diff(urn, id, outputs, news)).toEqual({
      changes: true,
      replaces: ["version", "rotateOn"],
      details: { version: "UPDATE_REPLACE", rotateOn: "UPDATE_REPLACE" },
    });
    expect(plugin.shown).toContainEqual({
      severity: "info",
      urn,
      message: expect.stringContaining("31 days old"),
    });
  });

  it("rename in place: a preview knows every output", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { urn, id, inputs, outputs } = await createToken(plugin, { tokenName: "old" });
    const { inputs: news } = await plugin.check(urn, inputs, { tokenName: "new" });
    expect(await plugin.diff(urn, id, outputs, news)).toMatchObject({ details: { tokenName: "UPDATE" } });
    const previewed = await plugin.update(urn, id, outputs, news, { preview: true });
    expect(tokenNames(jenkins, "alice")).toEqual(["old"]);
    expect(await plugin.update(urn, id, outputs, news)).toEqual(previewed);
    expect(tokenNames(jenkins, "alice")).toEqual(["new"]);
  });

  it("rotate in place with an overlap: a preview knows what stays", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { urn, id, inputs, outputs } = await createToken(plugin, { version: 1, overlapDays: 7 });
    const { inputs: news } = await plugin.check(urn, inputs, { version: 2, overlapDays: 7 });
    await plugin.diff(urn, id, outputs, news);
    const previewed = toPlain(await plugin.update(urn, id, outputs, news, { preview: true }));
    const updated = toPlain(await plugin.update(urn, id, outputs, news));
    expect(updated.previousTokenValue).toBe(toPlain(outputs).tokenValue);
    for (const [name, value] of Object.entries(previewed)) {
      if (value !== unknownValue) expect(updated[name], name).toEqual(value);
    }
  });

  it("fill in what a state of the dynamic resource lacks, and request nothing of Jenkins for it", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { urn, id, inputs, outputs } = await createToken(plugin);
    const { authorization, basicAuth, ...dynamic } = outputs;
    const state = { ...dynamic, __provider: "exports.handler = 1", __urn: urn };
    jenkins.clearRequests();
    const { inputs: news } = await plugin.check(urn, { ...inputs, __provider: "exports.handler = 1" }, {});
    expect(await plugin.diff(urn, id, state, news)).toEqual({
      changes: true,
      replaces: [],
      details: { authorization: "ADD", basicAuth: "ADD" },
    });
    expect(await plugin.update(urn, id, state, news, { preview: true })).toEqual(outputs);
    expect(await plugin.update(urn, id, state, news)).toEqual(outputs);
    expect(jenkins.requests).toEqual([]);
    expect(await plugin.diff(urn, id, outputs, news)).toMatchObject({ changes: false });
  });
});

describe("read and delete", () => {
  it("return what Jenkins lists, with the inputs as they were", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { urn, id, inputs, outputs } = await createToken(plugin, { tokenName: "deploy" });
    jenkins.renameToken("alice", id, "renamed");
    const read = await plugin.read(urn, id, outputs, inputs);
    expect(read).toEqual({ id, inputs, outputs: { ...outputs, tokenName: "renamed" } });
  });

  it("report a missing token without an id, and delete it all the same", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { urn, id, inputs, outputs } = await createToken(plugin);
    jenkins.revokeToken("alice", id);
    expect(await plugin.read(urn, id, outputs, inputs)).toMatchObject({ id: "", outputs: {} });
    await plugin.delete(urn, id, outputs);
  });

  it("revoke the token", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { urn, id, outputs } = await createToken(plugin);
    await plugin.delete(urn, id, outputs);
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });
});

describe("getApiTokens", () => {
  it("lists a user's tokens without their values", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const { tokenUuid } = jenkins.generateToken("alice", "by hand");
    const { result, failures } = await plugin.invoke("jenkins:index:getApiTokens", {});
    expect(failures).toEqual([]);
    expect(result).toEqual({
      username: "alice",
      url: jenkins.url,
      tokens: [
        {
          tokenUuid,
          tokenName: "by hand",
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
          isExpired: false,
          isLegacy: false,
          useCount: 0,
        },
      ],
    });
  });

  it("names wrong arguments", async () => {
    const plugin = await startPlugin();
    const { failures } = await plugin.invoke("jenkins:index:getApiTokens", {
      usrname: "alice",
      controller: 1,
    });
    expect(failures).toEqual([
      "usrname: no such input; did you mean username?",
      "controller: must be a string that is not empty",
    ]);
  });

  it("fails where the login may not see the tokens, or the user is unknown", async () => {
    const jenkins = await startJenkins();
    const plugin = await startPlugin(asAlice(jenkins));
    const hidden = await failureOf(plugin.invoke("jenkins:index:getApiTokens", { username: "admin" }));
    expect(hidden.message).toContain("alice");
    const admin = await startPlugin({ url: jenkins.url, username: "admin", password: "admin-pw" });
    const unknown = await failureOf(admin.invoke("jenkins:index:getApiTokens", { username: "nobody" }));
    expect(unknown.message).toContain("nobody");
  });
});
