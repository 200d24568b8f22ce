import { describe, expect, it } from "vitest";
import {
  type EmbeddedJenkins,
  identityAwareProxy,
  refuseEncodedSlash,
  refusePath,
  requireCookie,
} from "../../../emulator/index.ts";
import { basic, postAction, whoAmI } from "../../support/jenkins.ts";
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

  it("a proxy refuses an encoded slash in paths, as nginx or Apache httpd", async () => {
    for (const [server, status, text] of [
      ["nginx", 400, "<h1>400 Bad Request</h1>"],
      ["apache", 404, "<h1>Not Found</h1>"],
    ] as const) {
      const users = [{ id: "team/svc", password: "team-svc-pw" }];
      await withJenkins({ users, gateways: [refuseEncodedSlash(server)] }, async (jenkins) => {
        const response = await get(jenkins, "/user/team%2fsvc/security/", basic("team/svc", "team-svc-pw"));
        expect([response.status, response.headers.get("X-Jenkins")]).toEqual([status, null]);
        expect(await response.text()).toContain(text);
        expect(await whoAmI(jenkins.url, "team/svc", "team-svc-pw")).toMatchObject({ status: 200 });
      });
    }
  });

  it("a rule closes the script console", () =>
    withJenkins({ gateways: [refusePath(/\/scriptText$/)] }, async (jenkins) => {
      const response = await get(jenkins, "/scriptText", basic("admin", "admin-pw"));
      expect([response.status, response.headers.get("X-Jenkins")]).toEqual([403, null]);
      expect((await get(jenkins, "/script", basic("admin", "admin-pw"))).status).toBe(200);
    }));

  it("an identity-aware proxy wants a bearer that lives for an hour, beside the login to Jenkins", async () => {
    let now = new Date("2026-11-26T10:00:00Z");
    const proxy = identityAwareProxy({ clock: { now: () => now } });
    await withJenkins({ gateways: [proxy.gateway] }, async (jenkins) => {
      const ask = async (headers: Record<string, string>) => {
        const response = await get(jenkins, "/whoAmI/api/json", {
          ...basic("alice", "alice-pw"),
          ...headers,
        });
        return [response.status, await response.text()];
      };
      const headers = { "Proxy-Authorization": `Bearer ${proxy.issueToken()}` };
      expect(await ask({})).toEqual([401, "Invalid IAP credentials: empty token"]);
      expect(await ask({ "Proxy-Authorization": "Bearer abc" })).toEqual([
        401,
        "Invalid IAP credentials: Unable to parse JWT",
      ]);
      expect(await ask(headers)).toEqual([200, expect.stringContaining('"name":"alice"')]);
      now = new Date("2026-11-26T11:00:00Z");
      expect(await ask(headers)).toEqual([401, "Invalid IAP credentials: Expired JWT"]);
      expect(jenkins.logins()).toHaveLength(1);
    });
  });

  it("a gateway wants a cookie beside Jenkins' own, and may change its value", async () => {
    let value = "first-value-1";
    await withJenkins({ gateways: [requireCookie("_oauth2_proxy", () => value)] }, async (jenkins) => {
      const statusOf = async (headers: Record<string, string>) =>
        (await get(jenkins, "/login", headers)).status;
      expect(await statusOf({})).toBe(403);
      expect(await statusOf({ Accept: "application/json" })).toBe(401);
      expect(await statusOf({ Cookie: "JSESSIONID.1=x; _oauth2_proxy=first-value-1" })).toBe(200);
      value = "second-value-2";
      expect(await statusOf({ Cookie: "_oauth2_proxy=first-value-1" })).toBe(403);
    });
  });

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
  it("responds with 400 to a path that can't be decoded", () =>
    withJenkins({}, async (jenkins) => {
      const response = await get(jenkins, "/user/%E0%A4%A");
      expect([response.status, response.headers.get("X-Jenkins")]).toEqual([400, null]);
    }));

  it("shows anonymous nothing of paths that are not there, at the root or below a wrong one", async () => {
    await withJenkins({}, async (jenkins) => {
      const response = await get(jenkins, "/jenkins/login");
      expect([response.status, response.headers.get("X-Jenkins")]).toEqual([403, "2.568.2"]);
      const loggedIn = await get(jenkins, "/jenkins/login", basic("alice", "alice-pw"));
      expect([loggedIn.status, loggedIn.headers.get("X-Jenkins")]).toEqual([404, "2.568.2"]);
    });
    await withJenkins({ contextPath: "/jenkins" }, async (jenkins) => {
      const response = await fetch(new URL("/login", jenkins.url));
      expect([response.status, response.headers.get("X-Jenkins")]).toEqual([404, null]);
    });
  });

  it.each(["/jenkins", "jenkins", "/jenkins/", "/team/jenkins"])("is found below %s", (contextPath) =>
    withJenkins({ contextPath }, async (jenkins) => {
      expect(new URL(jenkins.url).pathname).toBe(`/${contextPath.replace(/^\/|\/$/g, "")}`);
      expect((await get(jenkins, "/login")).status).toBe(200);
      expect((await get(jenkins, "x/login")).status).toBe(404);
    }),
  );
});
