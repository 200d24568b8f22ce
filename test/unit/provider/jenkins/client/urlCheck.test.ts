import { describe, expect, it } from "vitest";
import { startJenkins } from "../../../../support/jenkins.ts";
import { byPassword, startClient } from "../../../../support/lifecycleClient.ts";
import { failureOf } from "../../../../support/lifecycleFailure.ts";
import { startGateway } from "../../../../support/lifecycleGateway.ts";

const whoAmI = "/whoAmI/api/json";
const wrongPassword = { username: "alice", password: "wrong-password-1" };

describe("a URL with a wrong path is reported with the right one, before a wrong login is", () => {
  it.each([
    ["the controller is at the root", undefined, "/ci", ""],
    ["the controller is under the path of its packages", "/jenkins", "", "/jenkins"],
    ["the path is too long", "/ci", "/ci/job/testJob", "/ci"],
    ["the path is another one", "/jenkins", "/ci", "/jenkins"],
  ])("%s", async (_, contextPath, path, right) => {
    const jenkins = await startJenkins(contextPath === undefined ? {} : { contextPath });
    const { origin } = new URL(jenkins.url);
    for (const login of [byPassword("alice"), wrongPassword]) {
      const client = startClient({ url: origin + path }, login);
      const error = await failureOf(client.get(whoAmI));
      expect(error).toMatchObject({ code: "wrongPath", facts: { realUrl: origin + right } });
    }
  });

  it("also where another application refuses the login at the wrong path", async () => {
    const jenkins = await startJenkins({ contextPath: "/jenkins" });
    const gateway = await startGateway(jenkins);
    const { origin } = new URL(gateway.url);
    gateway.respond(`ci${whoAmI}`, { status: 401, headers: { "www-authenticate": 'Basic realm="Jenkins"' } });
    gateway.respond("ci/login", { status: 200, body: "<html>Another application</html>" });
    const client = startClient({ url: `${origin}/ci` }, byPassword("alice"));
    expect(await failureOf(client.get(whoAmI))).toMatchObject({ code: "wrongPath" });
    expect(jenkins.refusedLogins()).toEqual([]);
  });
});

describe("the URL of a controller", () => {
  it("isn't doubted where it is right", async () => {
    const jenkins = await startJenkins();
    const client = startClient(jenkins, byPassword("alice"));
    expect((await client.get("/no/such/page")).status).toBe(404);
    jenkins.clearRequests();
    expect((await client.get("/no/such/page")).status).toBe(404);
    expect(jenkins.requests.map(({ path }) => path)).toEqual(["/no/such/page"]);
  });

  it("isn't doubted while the controller starts", async () => {
    const jenkins = await startJenkins();
    const client = startClient({ url: `${jenkins.url}/ci` }, byPassword("alice"), { maxRetries: 0 });
    jenkins.faults.add({ kind: "booting", statuses: [503], path: /login/ });
    expect((await client.get(whoAmI)).status).toBe(404);
    expect(await failureOf(client.get(whoAmI))).toMatchObject({ code: "wrongPath" });
  });
});

describe("the identity of a controller", () => {
  it("is a short hash of what its pages show, and isn't known where they show none", async () => {
    const hidden = startClient(await startJenkins(), byPassword("alice"));
    const shown = startClient(await startJenkins({ instanceIdentity: "MIIBIjANBg==" }), byPassword("alice"));
    expect(shown.seenIdentity()).toBeUndefined();
    for (const client of [hidden, shown]) await client.getAnonymously("/login");
    expect(hidden.seenIdentity()).toBeUndefined();
    expect(shown.seenIdentity()).toMatch(/^[0-9a-f]{16}$/);
  });
});
