import { describe, expect, it } from "vitest";
import type { EmbeddedJenkinsOptions } from "../../../../emulator/index.ts";
import { readTokenListPage } from "../../../../provider/jenkins/tokenListPage.ts";
import { startJenkins } from "../../../support/jenkins.ts";
import { byPassword, startClient } from "../../../support/lifecycleClient.ts";
import { type GatewayResponse, startGateway } from "../../../support/lifecycleGateway.ts";
import { newestCardPage } from "./tokenListPages.ts";

/** A controller where alice has a token, behind a gateway. */
async function setUp(options: EmbeddedJenkinsOptions = {}) {
  const jenkins = await startJenkins(options);
  const gateway = await startGateway(jenkins);
  const token = jenkins.generateToken("alice", "deploy");
  jenkins.clearRequests();
  return { jenkins, gateway, token };
}

const html = { "content-type": "text/html;charset=utf-8", "x-jenkins": "2.568.2" };

describe("a user's token list", () => {
  it.each(["2.568.2", "2.541.3", "2.346.3"])("is on the page where Jenkins %s has it", async (version) => {
    const { jenkins, gateway, token } = await setUp({ version });
    for (const login of ["alice", "admin"]) {
      const client = startClient(gateway, byPassword(login));
      await readTokenListPage(client, "alice");
      jenkins.clearRequests();
      const page = await readTokenListPage(client, "alice");
      expect(page).toMatchObject({ tokens: [{ tokenUuid: token.tokenUuid, tokenName: "deploy" }] });
      expect(jenkins.requests.map(({ status }) => status)).toEqual([200]);
    }
  });

  it("is on the page of a user of any ID", async () => {
    const id = "späth smith+x@corp";
    const { jenkins, gateway } = await setUp({ users: [{ id: "alice" }, { id, password: "its-own-pw" }] });
    jenkins.generateToken(id, "deploy");
    const client = startClient(gateway, { username: id, password: "its-own-pw" });
    expect(await readTokenListPage(client, id)).toMatchObject({ tokens: [{ tokenName: "deploy" }] });
  });

  it("is seen by a token of the user", async () => {
    const { gateway, token } = await setUp();
    const client = startClient(gateway, byPassword("svc"));
    const owner = { username: "alice", apiToken: token.tokenValue };
    expect(await readTokenListPage(client, "alice", owner)).toMatchObject({
      tokens: [{ tokenName: "deploy" }],
    });
  });

  it("is requested again where it was cut off", async () => {
    const { jenkins, gateway } = await setUp();
    jenkins.faults.add({ kind: "cutOffBody", path: /security/ });
    const page = await readTokenListPage(startClient(gateway, byPassword("alice")), "alice");
    expect(page).toMatchObject({ tokens: [{ tokenName: "deploy" }] });
  });
});

describe("a page without a token list says why", () => {
  const cases: [
    string,
    { login?: string; user?: string; answer?: GatewayResponse; why: string; reason: string },
  ][] = [
    [
      "to another user",
      {
        login: "svc",
        why: "forbidden",
        reason: "Jenkins rejects the request: 'svc' is missing the permission Overall/Administer (403).",
      },
    ],
    [
      "of a user who isn't there",
      { user: "nobody", why: "missing", reason: "no page for the user 'nobody' (404)." },
    ],
    [
      "to a login that is refused",
      {
        answer: { status: 401, headers: { "www-authenticate": 'Basic realm="Jenkins"' } },
        why: "refused",
        reason: "refused the login of 'alice' (401).",
      },
    ],
    [
      "that leads to a login",
      { answer: { status: 302, headers: { location: "/login" } }, why: "unreadable", reason: "login page" },
    ],
    [
      "that is a login page",
      {
        answer: {
          status: 200,
          headers: html,
          body: "<html><title>Sign in</title><input type=password></html>",
        },
        why: "unreadable",
        reason: "login page (200 Sign in)",
      },
    ],
    [
      "of another mark-up",
      {
        answer: { status: 200, headers: html, body: "<html><h1>All new</h1></html>" },
        why: "unreadable",
        reason: "The user's page holds no list of tokens in a form that is known.",
      },
    ],
    [
      "that is always cut off",
      {
        answer: { status: 200, headers: html, body: newestCardPage.slice(0, 1500) },
        why: "unreadable",
        reason: "The user's page was cut off.",
      },
    ],
    [
      "with a comment that never ends",
      {
        answer: { status: 200, headers: html, body: `<html><!--${"x".repeat(3 * 1024 * 1024)}` },
        why: "unreadable",
        reason: "The user's page holds no list of tokens in a form that is known.",
      },
    ],
    [
      "from a controller that is unavailable",
      { answer: { status: 502 }, why: "unavailable", reason: "unavailable (502)." },
    ],
    [
      "from a controller that fails",
      { answer: { status: 500 }, why: "unavailable", reason: "failed to process the request (500)." },
    ],
  ];

  it.each(cases)("%s", async (_, { login = "alice", user = "alice", answer, why, reason }) => {
    const { gateway } = await setUp();
    if (answer) gateway.respond("/security/", answer);
    const client = startClient(gateway, byPassword(login), { maxRetries: 1 });
    const page = await readTokenListPage(client, user);
    expect(page).toMatchObject({ why, reason: expect.stringContaining(reason) });
  });
});
