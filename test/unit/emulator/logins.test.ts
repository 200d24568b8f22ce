import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

describe("the log of logins", () => {
  it("has each Basic login, accepted or refused, without its secret", () =>
    withJenkins({ contextPath: "/jenkins" }, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "one");
      await whoAmI(jenkins.url, "alice", tokenValue);
      await whoAmI(jenkins.url, "ALICE", "alice-pw");
      jenkins.revokeToken("alice", tokenUuid);
      await whoAmI(jenkins.url, "alice", tokenValue);
      await whoAmI(jenkins.url, "nobody", "wrong-password-8");
      const request = "GET /jenkins/whoAmI/api/json";
      expect(jenkins.logins()).toEqual([
        { user: "alice", outcome: "accepted", request },
        { user: "ALICE", outcome: "accepted", request },
        { user: "alice", outcome: "refused", request },
        { user: "nobody", outcome: "refused", request },
      ]);
      expect(jenkins.refusedLogins("Alice")).toEqual([{ user: "alice", outcome: "refused", request }]);
      expect(jenkins.refusedLogins()).toHaveLength(2);
      jenkins.clearRequests();
      expect(jenkins.logins()).toEqual([]);
    }));

  it("counts an expired token, another user's token and the login form as failed logins", () =>
    withJenkins({}, async (jenkins) => {
      const expired = jenkins.generateToken("alice", "old", { expirationDate: "2020-01-01" }).tokenValue;
      const ofSvc = jenkins.generateToken("svc", "one").tokenValue;
      await whoAmI(jenkins.url, "alice", expired);
      await whoAmI(jenkins.url, "alice", ofSvc);
      await fetch(`${jenkins.url}/login`);
      await logInByForm(jenkins, "alice", "wrong-password-8");
      await logInByForm(jenkins, "alice", "alice-pw");
      expect(jenkins.logins().map(({ user, outcome }) => `${user} ${outcome}`)).toEqual([
        "alice refused",
        "alice refused",
        "alice refused",
        "alice accepted",
      ]);
    }));

  it("has nothing for anonymous requests, other schemes, booting controllers and form sessions", () =>
    withJenkins({}, async (jenkins) => {
      await fetch(`${jenkins.url}/whoAmI/api/json`);
      await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: { Authorization: "Bearer abc-0815-xyz" } });
      jenkins.faults.add({ kind: "booting", statuses: [401] });
      expect((await whoAmI(jenkins.url, "alice", "alice-pw")).status).toBe(401);
      const cookie = await logInByForm(jenkins, "alice", "alice-pw");
      jenkins.clearRequests();
      const headers = { ...basic("alice", `11${"a".repeat(32)}`), Cookie: cookie };
      expect((await fetch(`${jenkins.url}/whoAmI/api/json`, { headers })).status).toBe(200);
      expect(jenkins.logins()).toEqual([]);
    }));
});

describe("a directory that locks accounts", () => {
  it("refuses valid tokens and the password of a user after so many refused logins, until it is unlocked", () =>
    withJenkins({ lockAfterRefusedLogins: 2 }, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("svc", "good");
      const other = jenkins.generateToken("alice", "good").tokenValue;
      const statusOf = async (secret: string) => (await whoAmI(jenkins.url, "svc", secret)).status;
      expect(await statusOf(`11${"d".repeat(32)}`)).toBe(401);
      expect([await statusOf(tokenValue), jenkins.isLocked("svc")]).toEqual([200, false]);
      expect(await statusOf(`11${"e".repeat(32)}`)).toBe(401);
      expect(jenkins.isLocked("svc")).toBe(true);
      expect([await statusOf(tokenValue), await statusOf("svc-pw")]).toEqual([401, 401]);
      expect(jenkins.logins().map(({ outcome }) => outcome)).toEqual([
        "refused",
        "accepted",
        "refused",
        "locked",
        "locked",
      ]);
      expect((await whoAmI(jenkins.url, "alice", other)).status).toBe(200);
      jenkins.unlockUser("svc");
      expect([await statusOf(tokenValue), await statusOf("svc-pw")]).toEqual([200, 200]);
    }));

  it("counts anew after an accepted password, and can lock somebody at once", () =>
    withJenkins({ lockAfterRefusedLogins: 2 }, async (jenkins) => {
      for (const secret of ["wrong-1-password", "svc-pw", "wrong-2-password"]) {
        await whoAmI(jenkins.url, "svc", secret);
      }
      expect(jenkins.isLocked("svc")).toBe(false);
      jenkins.lockUser("svc");
      expect(await whoAmI(jenkins.url, "svc", "svc-pw")).toEqual({ status: 401 });
    }));
});

describe("oic-auth", () => {
  it.each(["over", "providerDown"] as const)(
    "does not let valid tokens in while the session is %s",
    (session) =>
      withJenkins({ contextPath: "/jenkins" }, async (jenkins) => {
        const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "one");
        const other = jenkins.generateToken("svc", "one").tokenValue;
        const ask = (user: string, token: string) =>
          fetch(`${jenkins.url}/whoAmI/api/json`, { headers: basic(user, token), redirect: "manual" });
        jenkins.setOicSession("alice", session);
        const response = await ask("alice", tokenValue);
        expect([
          response.status,
          response.headers.get("Location"),
          response.headers.get("WWW-Authenticate"),
        ]).toEqual(
          session === "over" ? [302, "/jenkins/securityRealm/commenceLogin", null] : [401, null, null],
        );
        expect((await ask("svc", other)).status).toBe(200);
        expect(jenkins.refusedLogins()).toEqual([]);
        jenkins.setOicSession("alice", "open");
        expect((await ask("alice", tokenValue)).status).toBe(200);
        jenkins.setOicSession("alice", session);
        jenkins.revokeToken("alice", tokenUuid);
        const revoked = await ask("alice", tokenValue);
        expect([revoked.status, revoked.headers.get("WWW-Authenticate")]).toEqual([
          401,
          'Basic realm="Jenkins", charset="UTF-8"',
        ]);
      }),
  );

  it("lets tokens in without a session where the plugin is set to", () =>
    withJenkins({ allowTokenAccessWithoutOicSession: true }, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "one");
      jenkins.setOicSession("alice", "over");
      expect((await whoAmI(jenkins.url, "alice", tokenValue)).status).toBe(200);
    }));
});

describe("a realm with case-sensitive user IDs", () => {
  it("has two users whose names differ in case alone", () =>
    withJenkins(
      {
        caseSensitiveUsers: true,
        users: [
          { id: "svc", password: "lower-pw-1" },
          { id: "SVC", password: "upper-pw-2" },
        ],
      },
      async (jenkins) => {
        const { tokenValue } = jenkins.generateToken("SVC", "upper");
        expect(await whoAmI(jenkins.url, "SVC", tokenValue)).toEqual({ status: 200, name: "SVC" });
        expect(await whoAmI(jenkins.url, "svc", tokenValue)).toEqual({ status: 401 });
        expect(await whoAmI(jenkins.url, "Svc", "upper-pw-2")).toEqual({ status: 401 });
        expect([jenkins.tokens("svc").length, jenkins.tokens("SVC").length]).toEqual([0, 1]);
        expect(jenkins.refusedLogins("svc")).toHaveLength(1);
        const page = await fetch(`${jenkins.url}/user/svc/security/`, { headers: basic("SVC", tokenValue) });
        expect(page.status).toBe(403);
      },
    ));
});

describe("headers", () => {
  it("can be hidden on every response, also of the login page and of errors", () =>
    withJenkins({ hiddenHeaders: ["X-Jenkins", "X-Hudson", "X-Jenkins-Session"] }, async (jenkins) => {
      for (const path of ["/login", "/whoAmI/api/json", "/nowhere"]) {
        const { headers } = await fetch(jenkins.url + path, { headers: basic("alice", "alice-pw") });
        expect(
          [...headers.keys()].filter((name) => /jenkins|hudson/.test(name)),
          path,
        ).toEqual([]);
      }
      jenkins.faults.add({ kind: "status", status: 500, when: "beforeEffect" });
      expect((await fetch(`${jenkins.url}/login`)).headers.get("X-Jenkins")).toBe(null);
    }));

  it("show the controller's identity on each page where the plugin instance-identity is installed", () =>
    withJenkins({ instanceIdentity: "MIIBIjANBgkq" }, async (jenkins) => {
      const identityOf = async (path: string) =>
        (await fetch(jenkins.url + path, { headers: basic("alice", "alice-pw") })).headers.get(
          "X-Instance-Identity",
        );
      for (const path of ["/login", "/user/alice/security/", "/user/svc/security/"]) {
        expect(await identityOf(path), path).toBe("MIIBIjANBgkq");
      }
      expect(await identityOf("/whoAmI/api/json")).toBe(null);
    }));
});

/** Logs in with the login form, and returns the session's cookie. */
async function logInByForm(jenkins: EmbeddedJenkins, name: string, password: string): Promise<string> {
  const form = await fetch(`${jenkins.url}/login`);
  const before = form.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const crumb = (await form.text()).match(/"Jenkins-Crumb"[^>]*value="(\w+)"/)?.[1] ?? "";
  const response = await fetch(`${jenkins.url}/j_spring_security_check`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: before },
    body: new URLSearchParams({ j_username: name, j_password: password, "Jenkins-Crumb": crumb }),
  });
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? before;
}
