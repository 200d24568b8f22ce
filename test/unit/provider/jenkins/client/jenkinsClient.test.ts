import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../../../emulator/index.ts";
import { startJenkins } from "../../../../support/jenkins.ts";
import { byPassword, startClient } from "../../../../support/lifecycleClient.ts";
import { failureOf } from "../../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../../support/lifecycleGateway.ts";

const build = "/job/testJob/build";
const idempotent = { isIdempotent: true };

function crumbs({ requests }: EmbeddedJenkins): number {
  return requests.filter(({ path }) => path.includes("crumbIssuer")).length;
}

describe("a login with a password", () => {
  it("gets one crumb for all of its posts, also for those at the same time", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"));
    const posts = Array.from({ length: 8 }, () => client.post(build, {}, idempotent));
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(posts.map(() => 201));
    await client.post(build, {}, idempotent);
    expect(crumbs(jenkins)).toBe(1);
    expect(jenkins.builds("testJob")).toHaveLength(9);
  });

  it("gets another crumb when its session has ended, and does everything once", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"));
    await client.post(build, {}, idempotent);
    jenkins.faults.add({ kind: "sessionsExpire" });
    expect((await client.post(build, {}, idempotent)).status).toBe(201);
    expect(crumbs(jenkins)).toBe(2);
    expect(jenkins.builds("testJob")).toHaveLength(2);
  });

  it("gets another crumb once for all posts that were under way when its session ended", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"));
    await client.post(build, {}, idempotent);
    jenkins.faults.add({ kind: "sessionsExpire" });
    const posts = Array.from({ length: 8 }, () => client.post(build, {}, idempotent));
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual(posts.map(() => 201));
    expect(crumbs(jenkins)).toBe(2);
  });

  it("gets another session when Jenkins was restarted", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"));
    await client.post(build, {}, idempotent);
    jenkins.restart();
    expect((await client.post(build, {}, idempotent)).status).toBe(201);
  });

  it("needs none where crumbs are switched off, and notices when they are switched on", async () => {
    const jenkins = await startJenkins({ crumbIssuer: false });
    const client = startClient(jenkins, byPassword("alice"));
    expect((await client.post(build, {}, idempotent)).status).toBe(201);
    jenkins.setCrumbIssuer(true);
    expect((await client.post(build, {}, idempotent)).status).toBe(201);
  });

  it("asks once more, and no more, where a fresh crumb is refused", async () => {
    const jenkins = await startJenkins();
    const gateway = await startGateway(jenkins);
    gateway.respond("/crumbIssuer/api/json", {
      status: 200,
      body: '{"crumb":"0123456789abcdef","crumbRequestField":"Jenkins-Crumb"}',
    });
    const client = startClient(gateway, byPassword("alice"));
    const response = await client.post(build, {}, idempotent);
    expect(response.status).toBe(403);
    expect(client.unexpected("POST", build, response).code).toBe("crumbRefused");
    expect(jenkins.requests.map(({ status }) => status)).toEqual([403, 403]);
  });

  it("asks for a crumb again after it got none", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"), { maxRetries: 0 });
    jenkins.faults.add({ kind: "status", status: 503, when: "beforeEffect", path: /crumbIssuer/ });
    const failed = await failureOf(client.post(build, {}, idempotent));
    expect(failed).toMatchObject({ code: "unavailable" });
    expect((await client.post(build, {}, idempotent)).status).toBe(201);
  });

  it("gives its session to nobody else: others are asked without a cookie", async () => {
    const jenkins = await startJenkins();
    const { tokenValue: apiToken } = jenkins.generateToken("svc", "other");
    const client = startClient(jenkins, byPassword("alice"));
    await client.post(build, {}, idempotent);
    jenkins.clearRequests();
    await client.getAs({ username: "svc", apiToken }, "/whoAmI/api/json");
    expect(jenkins.requests).toMatchObject([{ user: "svc", hasCookie: false }]);
  });
});

describe("a login with an API token", () => {
  it("asks for no crumb and keeps no cookie, also when it is offered one", async () => {
    const jenkins = await startJenkins();
    const { tokenValue: apiToken } = jenkins.generateToken("alice", "login");
    const client = startClient(jenkins, { username: "alice", apiToken });
    await client.get("/login");
    await client.post(build, {}, idempotent);
    await client.post(build, {}, idempotent);
    expect(crumbs(jenkins)).toBe(0);
    expect(jenkins.requests.filter(({ hasCookie }) => hasCookie)).toEqual([]);
    expect(jenkins.builds("testJob")).toHaveLength(2);
  });
});

describe("a request that failed for a passing reason", () => {
  it("is sent again where that does no harm, and counts", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"), { maxRetries: 2 });
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", times: 2 });
    expect((await client.get("/login")).status).toBe(200);
    expect(jenkins.requests).toHaveLength(3);
  });

  it("is sent no more often than the connection says", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"), { maxRetries: 2 });
    jenkins.faults.add({ kind: "status", status: 502, when: "beforeEffect", times: 9 });
    expect(await failureOf(client.get("/login"))).toMatchObject({ code: "unavailable" });
    expect(jenkins.requests).toHaveLength(3);
  });

  it.each([
    ["reset", { kind: "reset", when: "afterEffect" }],
    ["answered 504", { kind: "status", status: 504, when: "afterEffect" }],
    ["answered 500", { kind: "status", status: 500, when: "afterEffect" }],
  ] as const)("isn't sent again by itself where it may have had its effect: %s", async (_, fault) => {
    const jenkins = await startJenkins({ crumbIssuer: false });
    const client = startClient(jenkins, byPassword("alice"));
    jenkins.faults.add({ ...fault, path: /build$/ });
    await client.post(build, {}, { isIdempotent: false }).catch(() => undefined);
    expect(jenkins.builds("testJob")).toHaveLength(1);
  });

  it("is sent again where Jenkins asks for it, which then had no effect", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"));
    const busy = { kind: "status", when: "beforeEffect", retryAfter: 0, path: /build$/ } as const;
    jenkins.faults.add({ ...busy, status: 503 });
    jenkins.faults.add({ ...busy, status: 429 });
    expect((await client.post(build, {}, { isIdempotent: false })).status).toBe(201);
    expect(jenkins.builds("testJob")).toHaveLength(1);
  });

  it("is sent again where the connection was refused, whatever it asks for", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"), { maxRetries: 2, refusals: 2 });
    expect((await client.post(build, {}, { isIdempotent: false })).status).toBe(201);
    const refused = startClient(jenkins, byPassword("alice"), { maxRetries: 2, refusals: 3 });
    expect(await failureOf(refused.post(build, {}, { isIdempotent: false }))).toMatchObject({
      code: "unreachable",
      mayHaveTakenEffect: false,
    });
    expect(jenkins.builds("testJob")).toHaveLength(1);
  });

  it("is reported as timed out where nobody responds", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"), { maxRetries: 0, timeoutMs: 100 });
    jenkins.faults.add({ kind: "latency", until: new Promise(() => {}), when: "beforeEffect" });
    const error = await failureOf(client.get("/login"));
    expect(error).toMatchObject({ code: "timedOut" });
  });
});
