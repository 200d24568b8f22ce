import { describe, expect, it } from "vitest";
import type { EmbeddedJenkinsOptions } from "../../../../emulator/index.ts";
import { identifyNewToken, identifyToken } from "../../../../provider/jenkins/identifyToken.ts";
import { createTokenLogins } from "../../../../provider/jenkins/tokenLogins.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { byPassword, startClient } from "../../../support/lifecycleClient.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";

const whoAmI = "/whoAmI/api/json";
const dead = { username: "alice", tokenValue: "11deadbeefdeadbeefdeadbeefdeadbeef" };

/** A controller where alice has a token, behind a gateway, and a login of another user. */
async function setUp(options: EmbeddedJenkinsOptions = {}) {
  const jenkins = await startJenkins(options);
  const gateway = await startGateway(jenkins);
  const { tokenValue } = jenkins.generateToken("alice", "deploy");
  jenkins.clearRequests();
  const client = startClient(gateway, byPassword("svc"), { maxRetries: 2 });
  return { jenkins, gateway, client, logins: createTokenLogins(), alive: { username: "alice", tokenValue } };
}

describe("a token as a login", () => {
  it("is its owner's, in whatever case the user ID is written, in one request", async () => {
    const { jenkins, client, logins, alive } = await setUp();
    expect(await identifyToken(client, logins, alive)).toEqual({ kind: "owner" });
    expect(await identifyToken(client, logins, { ...alive, username: "ALICE" })).toEqual({ kind: "owner" });
    expect(jenkins.requests).toHaveLength(2);
  });

  it.each([
    ["another user's", { status: 200, body: '{"name":"svc","anonymous":false}' }, "svc"],
    ["nobody's", { status: 200, body: '{"name":"anonymous","anonymous":true}' }, "anonymous"],
  ])("is %s where Jenkins says so", async (_, answer, name) => {
    const { gateway, client, logins, alive } = await setUp();
    gateway.respond(whoAmI, answer);
    expect(await identifyToken(client, logins, alive)).toEqual({ kind: "otherUser", name });
  });

  it("is refused after one failed login, where Jenkins accepts the provider's own", async () => {
    const { jenkins, client, logins } = await setUp();
    expect(await identifyToken(client, logins, dead)).toEqual({ kind: "refused" });
    expect(await identifyToken(client, logins, dead)).toEqual({ kind: "refused" });
    expect(jenkins.refusedLogins("alice")).toHaveLength(1);
  });

  it("isn't sent after another token of its owner was refused, unless it is known to work or new", async () => {
    const { jenkins, client, logins, alive } = await setUp();
    const known = { username: "alice", tokenValue: jenkins.generateToken("alice", "known").tokenValue };
    await identifyToken(client, logins, known);
    await identifyToken(client, logins, dead);
    jenkins.clearRequests();
    expect(await identifyToken(client, logins, alive)).toMatchObject({
      kind: "unknown",
      reason: expect.stringContaining("This one is not sent"),
    });
    expect(jenkins.requests).toEqual([]);
    expect(await identifyToken(client, logins, known)).toEqual({ kind: "owner" });
    expect(await identifyNewToken(client, logins, alive)).toEqual({ kind: "owner" });
  });

  it("is identified again, once a controller is up that was starting", async () => {
    const { jenkins, client, logins, alive } = await setUp();
    jenkins.faults.add({ kind: "booting", path: /whoAmI/ });
    expect(await identifyToken(client, logins, alive)).toEqual({ kind: "owner" });
  });
});

describe("it is unknown whether a token works", () => {
  it.each([
    ["where the provider's own login is refused too", { status: 401 }, "the provider's own login 'svc' too"],
    ["where a login page responds", { status: 302, headers: { location: "/login" } }, "login page"],
    ["where the controller fails", { status: 500 }, "(500)"],
    ["where a proxy responds", { status: 502 }, "(502)"],
  ])("%s", async (_, answer, reason) => {
    const { gateway, client, logins, alive } = await setUp();
    gateway.respond(whoAmI, answer);
    expect(await identifyToken(client, logins, alive)).toMatchObject({
      kind: "unknown",
      reason: expect.stringContaining(reason),
    });
  });

  it("while the owner's account is locked: after a first 401 it isn't sent again", async () => {
    const { jenkins, client, logins, alive } = await setUp();
    jenkins.lockUser("alice");
    await identifyToken(client, logins, alive);
    jenkins.clearRequests();
    await identifyToken(client, logins, alive);
    expect(jenkins.requests).toEqual([]);
  });
});
