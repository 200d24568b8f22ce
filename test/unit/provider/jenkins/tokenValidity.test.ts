import { describe, expect, it } from "vitest";
import { checkToken, checkTokenOnce } from "../../../../provider/jenkins/tokenValidity.ts";
import { byPassword, startClient } from "../../../support/lifecycleClient.ts";
import { failureOf } from "../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../support/lifecycleGateway.ts";
import { startJenkins } from "../../../support/lifecycleProvider.ts";

const wrongValue = "11deadbeefdeadbeefdeadbeefdeadbeef";
const whoAmI = "/whoAmI/api/json";

/** A controller where alice has a token, a gateway before it, and a login of an administrator through that. */
async function setUp() {
  const jenkins = await startJenkins();
  const gateway = await startGateway(jenkins);
  const { tokenValue } = jenkins.generateToken("alice", "deploy");
  return { jenkins, gateway, tokenValue, client: startClient(gateway, byPassword("admin")) };
}

describe("a token", () => {
  it("is valid for its owner, in whatever case the user ID is written", async () => {
    const { client, tokenValue } = await setUp();
    for (const username of ["alice", "ALICE"]) {
      expect(await checkToken(client, username, tokenValue)).toEqual({ kind: "valid" });
      expect(await checkTokenOnce(client, username, tokenValue)).toEqual({ kind: "valid" });
    }
  });

  it("is invalid where it is refused", async () => {
    const { client, tokenValue } = await setUp();
    expect(await checkToken(client, "alice", wrongValue)).toEqual({ kind: "invalid" });
    expect(await checkToken(client, "svc", tokenValue)).toEqual({ kind: "invalid" });
    expect(await checkTokenOnce(client, "alice", wrongValue)).toEqual({ kind: "invalid" });
  });

  it("is invalid only when it is refused twice", async () => {
    const { jenkins, client, tokenValue } = await setUp();
    jenkins.faults.add({ kind: "booting", statuses: [401], path: /whoAmI/ });
    expect(await checkToken(client, "alice", tokenValue)).toEqual({ kind: "valid" });
  });

  it("is somebody else's where it answers as somebody else", async () => {
    const { gateway, client, tokenValue } = await setUp();
    gateway.answer(whoAmI, { status: 200, body: '{"name":"svc","anonymous":false}' });
    expect(await checkToken(client, "alice", tokenValue)).toEqual({ kind: "otherOwner", owner: "svc" });
  });

  it("is nobody's where Jenkins doesn't get to see it, which answers 200 all the same", async () => {
    const { gateway, client, tokenValue } = await setUp();
    gateway.logInAs("", whoAmI);
    expect(await checkToken(client, "alice", tokenValue)).toEqual({ kind: "otherOwner", owner: "anonymous" });
  });
});

describe("nothing is told of a token", () => {
  it.each([
    [
      "from a page of something else",
      { status: 200, body: "<html><h1>Hello</h1></html>" },
      "unexpectedResponse",
    ],
    ["from other JSON", { status: 200, body: '{"name":"alice"}' }, "unexpectedResponse"],
    ["from a redirect", { status: 301, headers: { location: "/jenkins/" } }, "redirected"],
    ["from a login page", { status: 302, headers: { location: "https://sso.example.com" } }, "singleSignOn"],
    ["from a 404", { status: 404 }, "notJenkins"],
    ["from a 403", { status: 403 }, "unexpectedResponse"],
    ["from a 500", { status: 500 }, "internalError"],
  ])("%s", async (_, answer, code) => {
    const { gateway, client, tokenValue } = await setUp();
    gateway.answer(whoAmI, answer);
    expect(await failureOf(checkToken(client, "alice", tokenValue))).toMatchObject({ code });
    expect(await failureOf(checkTokenOnce(client, "alice", tokenValue))).toMatchObject({ code });
  });

  it.each([
    ["is still starting", { status: 503, body: "<title>Starting Jenkins</title>" }, "starting"],
    ["refuses everybody", { status: 401 }, "refusalUnverified"],
    [
      "isn't Jenkins, but a gateway that answers for it",
      { status: 200, body: "<h1>Log in</h1>" },
      "refusalUnverified",
    ],
    [
      "leads to a gateway that answers for it",
      { status: 302, headers: { location: "/oauth2/sign_in" } },
      "refusalUnverified",
    ],
  ])("from a 401 of a controller whose login page %s", async (_, answer, code) => {
    const { gateway, client, tokenValue } = await setUp();
    gateway.answer(whoAmI, { status: 401 });
    gateway.answer("/login", answer);
    expect(await failureOf(checkToken(client, "alice", tokenValue))).toMatchObject({ code });
  });
});
