import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, postAction, whoAmI } from "./client.ts";
import { withJenkins } from "./withJenkins.ts";

const get = (jenkins: EmbeddedJenkins, path: string, headers: Record<string, string> = {}) =>
  fetch(jenkins.url + path, { headers, redirect: "manual" });

describe("CloudBees CI", () => {
  it.each([
    ["connectedController", "operations-center-client"],
    ["operationsCenter", "operations-center-server"],
  ] as const)("a %s has a version of four parts and the plugin %s", (cloudBees, plugin) =>
    withJenkins({ cloudBees }, async (jenkins) => {
      const path = "/pluginManager/api/json?tree=plugins[shortName,active]";
      const response = await get(jenkins, path, basic("admin", "admin-pw"));
      expect(response.headers.get("X-Jenkins")).toBe("2.516.1.28665");
      const { plugins } = (await response.json()) as { plugins: { shortName: string }[] };
      expect(plugins).toContainEqual({ shortName: plugin, active: true });
      expect((await get(jenkins, path, basic("alice", "alice-pw"))).status).toBe(403);
    }),
  );

  it("tokens of a connected controller vanish when their user logs out", () =>
    withJenkins({ cloudBees: "connectedController" }, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "short-lived");
      const others = jenkins.generateToken("svc", "other").tokenValue;
      expect((await whoAmI(jenkins.url, "alice", tokenValue)).status).toBe(200);
      jenkins.logoutUser("alice");
      expect((await whoAmI(jenkins.url, "alice", tokenValue)).status).toBe(401);
      expect((await whoAmI(jenkins.url, "svc", others)).status).toBe(200);
    }));

  it.each([
    { cloudBees: "operationsCenter" },
    { cloudBees: "connectedController", securityRealm: "hudson.security.HudsonPrivateSecurityRealm" },
    {},
  ] as const)("tokens survive a logout with %o", (options) =>
    withJenkins(options, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "lasting");
      jenkins.logoutUser("alice");
      expect((await whoAmI(jenkins.url, "alice", tokenValue)).status).toBe(200);
    }),
  );
});

describe("single sign-on", () => {
  it.each([
    ["anonymous", {}],
    ["a password", basic("alice", "alice-pw")],
  ])("sends %s to a login page", (_, headers) =>
    withJenkins({ singleSignOn: true, contextPath: "/jenkins" }, async (jenkins) => {
      const response = await get(jenkins, "/whoAmI/api/json", { ...headers });
      expect(response.status).toBe(302);
      const location = response.headers.get("Location") ?? "";
      expect(location).toBe("/jenkins/securityRealm/commenceLogin?from=%2Fjenkins%2FwhoAmI%2Fapi%2Fjson");
      const page = await fetch(new URL(location, jenkins.url));
      expect([page.status, page.headers.get("Content-Type")]).toEqual([200, "text/html;charset=utf-8"]);
    }),
  );

  it("lets API tokens in, refuses dead ones, and shows that Jenkins is up", () =>
    withJenkins({ singleSignOn: true }, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "one");
      expect((await postAction(jenkins.url, "generateNewToken", { as: ["alice", tokenValue] })).status).toBe(
        200,
      );
      jenkins.revokeToken("alice", tokenUuid);
      expect((await whoAmI(jenkins.url, "alice", tokenValue)).status).toBe(401);
      const login = await get(jenkins, "/login");
      expect([login.status, login.headers.get("X-Jenkins")]).toEqual([200, "2.568.2"]);
    }));
});

describe("what stands before Jenkins", () => {
  it("a gateway refuses requests without its headers", () =>
    withJenkins({ requiredHeaders: { "X-Gateway-Key": "open-sesame-4711" } }, async (jenkins) => {
      for (const key of ["", "wrong"]) {
        const response = await get(jenkins, "/login", { "X-Gateway-Key": key });
        expect([response.status, response.headers.get("X-Jenkins")]).toEqual([403, null]);
      }
      expect((await get(jenkins, "/login", { "X-Gateway-Key": "open-sesame-4711" })).status).toBe(200);
    }));

  it("a load balancer finds a session's node by its own cookie alone", () =>
    withJenkins({ stickyLoadBalancer: true }, async (jenkins) => {
      const issued = await get(jenkins, "/crumbIssuer/api/json", basic("alice", "alice-pw"));
      const { crumb } = (await issued.json()) as { crumb: string };
      const cookies = issued.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
      const build = (Cookie: string) =>
        fetch(`${jenkins.url}/job/testJob/build`, {
          method: "POST",
          headers: { ...basic("alice", "alice-pw"), "Jenkins-Crumb": crumb, Cookie },
        });
      expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual([
        "ROUTEID",
        expect.stringMatching(/^JSESSIONID/),
      ]);
      expect((await build(cookies.join("; "))).status).toBe(201);
      expect((await build(cookies[1] ?? "")).status).toBe(403);
    }));
});

describe("addresses", () => {
  it("answers 400 to a path that can't be decoded", () =>
    withJenkins({}, async (jenkins) => {
      const response = await get(jenkins, "/user/%E0%A4%A");
      expect([response.status, response.headers.get("X-Jenkins")]).toEqual([400, null]);
    }));

  it.each(["/jenkins", "jenkins", "/jenkins/", "/team/jenkins"])("is found below %s", (contextPath) =>
    withJenkins({ contextPath }, async (jenkins) => {
      expect(new URL(jenkins.url).pathname).toBe(`/${contextPath.replace(/^\/|\/$/g, "")}`);
      expect((await get(jenkins, "/login")).status).toBe(200);
      expect((await get(jenkins, "x/login")).status).toBe(404);
    }),
  );
});
