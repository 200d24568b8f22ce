import { describe, expect, it } from "vitest";
import { generateNewToken, renameToken, revokeToken } from "../../../../provider/jenkins/apiTokenProperty.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { byPassword, startClient } from "../../../support/lifecycleClient.ts";
import { failureOf, noteSecret } from "../../../support/lifecycleFailure.ts";
import { type GatewayResponse, startGateway } from "../../../support/lifecycleGateway.ts";
import { tokenNames } from "../../../support/lifecycleProvider.ts";

const json = { "content-type": "application/json;charset=utf-8" };
const deploy = { username: "alice", tokenName: "deploy" };

/** A login at a controller behind a gateway that gives one answer of its own. */
async function answeringTo(pathEnd: string, answer: GatewayResponse) {
  const jenkins = await startJenkins();
  const gateway = await startGateway(jenkins);
  gateway.respond(pathEnd, answer);
  return startClient(gateway, byPassword("alice"));
}

describe("generating", () => {
  it.each([
    ["a page", { status: 200, body: "<html><title>Please wait</title></html>" }],
    [
      "half of its JSON",
      { status: 200, headers: json, body: '{"status":"ok","data":{"tokenName":"deploy","tok' },
    ],
    [
      "JSON without a value",
      { status: 200, headers: json, body: '{"status":"ok","data":{"tokenUuid":"1"}}' },
    ],
    ["nothing", { status: 200 }],
  ])("may have happened where Jenkins answers with %s", async (_, answer) => {
    const client = await answeringTo("/generateNewToken", answer);
    const error = await failureOf(generateNewToken(client, deploy));
    expect(error).toMatchObject({ code: "unexpectedResponse", mayHaveTakenEffect: true });
  });

  it("shows a part of the response, but never a token", async () => {
    const value = "11deadbeefdeadbeefdeadbeefdeadbeef";
    noteSecret(value);
    const body = `{"status":"ok","data":{"tokenValue":"${value}","tokenUuid":`;
    const client = await answeringTo("/generateNewToken", { status: 200, headers: json, body });
    await failureOf(generateNewToken(client, deploy));
  });
});

describe("renaming", () => {
  it("reports when there is no such token", async () => {
    const client = startClient(await startJenkins(), byPassword("alice"));
    const unknown = "00000000-0000-0000-0000-000000000000";
    expect(await renameToken(client, { ...deploy, tokenUuid: unknown })).toBe(false);
  });

  it("is done where older versions answer nothing", async () => {
    const jenkins = await startJenkins({ version: "2.346.3" });
    const { tokenUuid } = jenkins.generateToken("alice", "old");
    expect(await renameToken(startClient(jenkins, byPassword("alice")), { ...deploy, tokenUuid })).toBe(true);
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
  });

  it("isn't done where something else responds", async () => {
    const client = await answeringTo("/rename", { status: 200, body: "<h1>Hello</h1>" });
    const error = await failureOf(renameToken(client, { ...deploy, tokenUuid: "1" }));
    expect(error).toMatchObject({ code: "unexpectedResponse" });
  });
});

describe("revoking", () => {
  it("says nothing about whether there was a token", async () => {
    const jenkins = await startJenkins();
    const { tokenUuid } = jenkins.generateToken("alice", "deploy");
    const client = startClient(jenkins, byPassword("alice"));
    await revokeToken(client, { username: "alice", tokenUuid });
    await revokeToken(client, { username: "alice", tokenUuid });
    expect(tokenNames(jenkins, "alice")).toEqual([]);
  });

  it("isn't taken for done where a page comes in place of a response", async () => {
    const headers = { "content-type": "text/html" };
    const body = "<html><title>Please wait</title></html>";
    const client = await answeringTo("/revoke", { status: 200, headers, body });
    const error = await failureOf(revokeToken(client, { username: "alice", tokenUuid: "1" }));
    expect(error).toMatchObject({ code: "notJenkins", mayHaveTakenEffect: true });
  });

  it("reports a user who has no tokens at all", async () => {
    const jenkins = await startJenkins({
      users: [{ id: "bob", password: "bob-pw", apiTokenProperty: false }],
    });
    const client = startClient(jenkins, byPassword("bob"));
    const error = await failureOf(revokeToken(client, { username: "bob", tokenUuid: "1" }));
    expect(error).toMatchObject({ code: "noApiTokenProperty" });
    expect(error.message).toContain("'bob'");
  });
});
