import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../../emulator/index.ts";
import { basic, startJenkins } from "../../../support/jenkins.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../../support/lifecycleProvider.ts";
import { create, resourceName, urnOf, userOf } from "../../../support/lifecycleResource.ts";

const logins: [string, (jenkins: EmbeddedJenkins) => Record<string, string>][] = [
  ["a password", (jenkins) => passwordLogin(jenkins, "alice")],
  ["an API token", (jenkins) => tokenLogin(jenkins, "alice")],
];

describe.each(logins)("a token for oneself, created with %s", (_, login) => {
  it("is on the controller under its name, and works", async () => {
    const jenkins = await startJenkins();
    const token = await create(startProvider(login(jenkins)), { tokenName: "deploy" });
    expect(tokenNames(jenkins, "alice")).toEqual(["deploy"]);
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("is created where crumbs are switched off", async () => {
    const jenkins = await startJenkins({ crumbIssuer: false });
    const token = await create(startProvider(login(jenkins)));
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("is created under a context path", async () => {
    const jenkins = await startJenkins({ contextPath: "/ci/jenkins" });
    const token = await create(startProvider(login(jenkins)));
    expect(await userOf(jenkins, token)).toBe("alice");
    expect(token.outs.url).toBe(jenkins.url);
  });

  it.each(["2.541.3", "2.346.3"])("is created on Jenkins %s", async (version) => {
    const jenkins = await startJenkins({ version });
    const token = await create(startProvider(login(jenkins)));
    expect(await userOf(jenkins, token)).toBe("alice");
  });
});

describe("the outputs of a token", () => {
  it("are what a consumer needs, and when and how the token was created", async () => {
    const jenkins = await startJenkins();
    const now = () => new Date("2026-11-22T10:31:57Z");
    const provider = startProvider(passwordLogin(jenkins, "alice"), { now });
    const { id, outs } = await create(provider, { tokenName: "deploy", version: 3, triggers: { a: 1 } });
    const [stored] = jenkins.tokens("alice");
    expect(id).toBe(stored?.uuid);
    expect(outs).toEqual({
      username: "alice",
      tokenName: "deploy",
      tokenUuid: stored?.uuid,
      tokenValue: expect.stringMatching(/^11[0-9a-f]{32}$/),
      url: jenkins.url,
      createdAt: "2026-11-22T10:31:57.000Z",
      method: "rest",
      version: 3,
      triggers: { a: 1 },
      __urn: urnOf(resourceName),
    });
  });

  it("start a build, without a crumb", async () => {
    const jenkins = await startJenkins();
    const { outs } = await create(startProvider(passwordLogin(jenkins, "alice")));
    const headers = basic(outs.username, outs.tokenValue);
    const response = await fetch(`${jenkins.url}/job/testJob/build`, { method: "POST", headers });
    expect(response.status).toBe(201);
    expect(jenkins.builds("testJob")).toMatchObject([{ startedBy: "alice" }]);
  });

  it("hold no credential of the stack", async () => {
    const jenkins = await startJenkins();
    const settings = passwordLogin(jenkins, "alice", "alice-pw");
    const { outs, inputs } = await create(startProvider(settings));
    expect(JSON.stringify({ outs, inputs })).not.toContain("alice-pw");
  });

  it("hold the resource's own connection, which the next method needs", async () => {
    const jenkins = await startJenkins();
    const connection = { url: jenkins.url, username: "alice", password: "alice-pw" };
    const token = await create(startProvider({}), { connection });
    expect(token.outs.connection).toEqual(connection);
    expect(await userOf(jenkins, token)).toBe("alice");
  });

  it("come from the connection of the environment just as well", async () => {
    const jenkins = await startJenkins();
    const environment = { JENKINS_URL: jenkins.url, JENKINS_USER_ID: "alice", JENKINS_PASSWORD: "alice-pw" };
    const token = await create(startProvider({}, { environment }));
    expect(await userOf(jenkins, token)).toBe("alice");
  });
});
