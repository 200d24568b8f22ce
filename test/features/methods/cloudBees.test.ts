import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins, EmbeddedJenkinsOptions } from "../../../emulator/index.ts";
import { startJenkins } from "../../support/jenkins.ts";
import { expectFailure, failureOf } from "../../support/lifecycleFailure.ts";
import { startGateway } from "../../support/lifecycleGateway.ts";
import { passwordLogin, startProvider, tokenLogin, tokenNames } from "../../support/lifecycleProvider.ts";
import { create, destroy, refresh, userOf } from "../../support/lifecycleResource.ts";

const connected: EmbeddedJenkinsOptions = { cloudBees: "connectedController" };
const optedOut: EmbeddedJenkinsOptions = {
  ...connected,
  securityRealm: "hudson.security.HudsonPrivateSecurityRealm",
};

describe("a connected controller that takes its users from the operations center", () => {
  it.each(["auto", "rest", "scriptConsole"])(
    "creates no token by %s, and says where to go",
    async (method) => {
      const jenkins = await startJenkins(connected);
      const provider = startProvider(passwordLogin(jenkins, "admin"));
      await expectFailure(create(provider, { method }), "connectedController");
      expect(tokenNames(jenkins, "admin")).toEqual([]);
      expect(jenkins.requests.some(({ path }) => path.endsWith("/generateNewToken"))).toBe(false);
    },
  );

  it("adopts none: Jenkins would remove it like one that is created there", async () => {
    const jenkins = await startJenkins(connected);
    const adopt = jenkins.generateToken("admin", "clicked together");
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await expectFailure(create(provider, { adopt, tokenName: "deploy" }), "connectedController");
    expect(tokenNames(jenkins, "admin")).toEqual(["clicked together"]);
    const token = await create(provider, { adopt, allowConnectedController: true });
    expect(token.outs).toMatchObject({ ...adopt, method: "adopted" });
    expect(provider.warnings).toEqual([]);
  });

  it("creates one for who knows better, without a word", async () => {
    const jenkins = await startJenkins(connected);
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider, { allowConnectedController: true });
    expect(await userOf(jenkins, token)).toBe("admin");
    expect(provider.warnings).toEqual([]);
    await destroy(provider, token);
    expect(tokenNames(jenkins, "admin")).toEqual([]);
  });

  it("creates one with a warning, once for all, where the login may not see what it is", async () => {
    const jenkins = await startJenkins(connected);
    const provider = startProvider(passwordLogin(jenkins, "alice"));
    const tokens = await Promise.all([create(provider), create(provider), create(provider)]);
    for (const token of tokens) expect(await userOf(jenkins, token)).toBe("alice");
    expect(provider.warnings).toEqual([
      `${jenkins.url} is a CloudBees controller, and 'alice' may not see whether it takes its users from an operations ` +
        "center. If it does, Jenkins removes the token when its user logs out: then create it at the operations center.",
    ]);
  });

  it("is unknown to an administrator without script console", async () => {
    const jenkins = await startJenkins(connected);
    const gateway = await startGateway(jenkins);
    gateway.respond("/scriptText", { status: 200, body: "Scripts are not allowed here.\n" });
    const provider = startProvider(passwordLogin(gateway, "admin", "admin-pw"));
    expect(await userOf(jenkins, await create(provider))).toBe("admin");
    expect(provider.warnings).toHaveLength(1);
  });

  it.each([
    [
      "that is certain to the administrator",
      "admin",
      /takes its users from an operations center: most likely Jenkins removed the token/,
    ],
    [
      "that is likely to somebody else",
      "alice",
      /If it takes its users from an operations center, most likely Jenkins removed the token/,
    ],
  ])("removes tokens at logout: refresh finds them missing, for a reason %s", async (_, login, says) => {
    const jenkins = await startJenkins(connected);
    const token = await create(startProvider(passwordLogin(jenkins, login)), {
      allowConnectedController: true,
    });
    jenkins.logoutUser(login);
    const provider = startProvider(passwordLogin(jenkins, login));
    expect(await refresh(provider, token)).toBeUndefined();
    expect(provider.warnings).toHaveLength(1);
    expect(provider.warnings[0]).toContain(`The token '${token.outs.tokenName}' of '${login}' is missing.`);
    expect(provider.warnings[0]).toMatch(says);
    expect(provider.warnings[0]).toMatch(/operations center/);
  });
});

describe("a CloudBees controller whose tokens stay", () => {
  const controllers: [string, EmbeddedJenkinsOptions][] = [
    ["an operations center", { cloudBees: "operationsCenter" }],
    ["a connected one that opted out of single sign-on", optedOut],
    ["one on its own", { version: "2.516.1.28665" }],
  ];
  const logins: [string, (jenkins: EmbeddedJenkins) => Record<string, string>][] = [
    ["a password", (jenkins) => passwordLogin(jenkins, "admin")],
    ["an API token", (jenkins) => tokenLogin(jenkins, "admin")],
  ];

  describe.each(logins)("with %s", (_, login) => {
    it.each(controllers)("creates them, for oneself and others: %s", async (_name, options) => {
      const jenkins = await startJenkins(options);
      const provider = startProvider(login(jenkins));
      const own = await create(provider);
      const others = await create(provider, { username: "alice" });
      expect(await userOf(jenkins, own)).toBe("admin");
      expect(await userOf(jenkins, others)).toBe("alice");
      expect(provider.warnings).toEqual([]);
      jenkins.logoutUser("alice");
      expect(await userOf(jenkins, others)).toBe("alice");
    });
  });

  it("gives refresh no reason to speak of operations centers", async () => {
    const jenkins = await startJenkins({ cloudBees: "operationsCenter" });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    const token = await create(provider);
    jenkins.revokeToken("admin", token.id);
    expect(await refresh(provider.next(), token)).toBeUndefined();
    expect(provider.warnings).toEqual([]);
  });
});

describe("the role of a controller", () => {
  it("is looked at once for any number of tokens, and again when that failed", async () => {
    const jenkins = await startJenkins(optedOut);
    jenkins.faults.add({ kind: "reset", when: "beforeEffect", path: /pluginManager/, times: 5 });
    const provider = startProvider(passwordLogin(jenkins, "admin"));
    await failureOf(create(provider));
    jenkins.clearRequests();
    await Promise.all([create(provider), create(provider), create(provider)]);
    const looks = jenkins.requests.filter(({ path }) => /pluginManager|scriptText/.test(path));
    expect(looks.map(({ path }) => path)).toEqual(["/pluginManager/api/json", "/scriptText"]);
    expect(tokenNames(jenkins, "admin")).toHaveLength(3);
  });

  it("isn't looked at where Jenkins isn't CloudBees'", async () => {
    const jenkins = await startJenkins();
    await create(startProvider(passwordLogin(jenkins, "admin")));
    expect(jenkins.requests.filter(({ path }) => /pluginManager|scriptText/.test(path))).toEqual([]);
  });
});
