import { describe, expect, it, vi } from "vitest";
import { type EmbeddedJenkins, type Fault, faultCatalogue } from "../../../emulator/index.ts";
import { basic, postAction, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

/** What a client sees of a generate with a fault: the status, or that the connection was cut; and whether a token was generated. */
const seen: Record<string, { status: number | "cut"; made: boolean; marked: boolean }> = {
  "reset before the effect": { status: "cut", made: false, marked: false },
  "reset after the effect": { status: "cut", made: true, marked: false },
  "500 before the effect": { status: 500, made: false, marked: true },
  "500 after the effect": { status: 500, made: true, marked: true },
  "502 before the effect": { status: 502, made: false, marked: false },
  "502 after the effect": { status: 502, made: true, marked: false },
  "503 before the effect": { status: 503, made: false, marked: false },
  "503 with Retry-After before the effect": { status: 503, made: false, marked: false },
  "503 after the effect": { status: 503, made: true, marked: false },
  "504 before the effect": { status: 504, made: false, marked: false },
  "504 after the effect": { status: 504, made: true, marked: false },
  "429 before the effect": { status: 429, made: false, marked: false },
  "HTML before the effect": { status: 200, made: false, marked: false },
  "HTML after the effect": { status: 200, made: true, marked: false },
  "cut-off JSON": { status: 200, made: true, marked: false },
  "cut-off body": { status: "cut", made: true, marked: false },
  booting: { status: 503, made: false, marked: false },
  "sessions expire": { status: 200, made: true, marked: false },
};

describe("faults", () => {
  it.each(Object.entries(faultCatalogue))("%s is injected once", (name, fault) =>
    withJenkins({}, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "login");
      const pending = jenkins.faults.add({ ...fault, path: /generateNewToken$/, times: 1 });
      const { status, made, marked } = seen[name] ?? {};
      const response = await attempt(jenkins, tokenValue);
      expect(response.status).toBe(status);
      expect(response.marked).toBe(marked);
      expect(jenkins.tokens("alice")).toHaveLength(made ? 2 : 1);
      expect(pending.injections).toBe(1);
      expect((await attempt(jenkins, tokenValue)).status).toBe(200);
      const statuses = jenkins.requests.map((request) => request.status);
      expect(statuses[0]).toBe(name.startsWith("reset") ? undefined : status === "cut" ? 200 : status);
    }),
  );

  it("are injected into the requests that they name, from the nth on and so many times", () =>
    withJenkins({}, async (jenkins) => {
      const unavailable = { kind: "status", status: 503, when: "beforeEffect" } as const;
      jenkins.faults.add({ ...unavailable, method: "GET", path: /whoAmI/, nth: 2, times: 2 });
      const statuses = [];
      for (let index = 0; index < 5; index += 1) {
        statuses.push((await whoAmI(jenkins.url, "alice", "alice-pw")).status);
        expect((await fetch(`${jenkins.url}/login`)).status).toBe(200);
      }
      expect(statuses).toEqual([200, 503, 503, 200, 200]);
    }));

  it("cut an response off that has no body", () =>
    withJenkins({}, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "login");
      jenkins.faults.add({ kind: "cutOffBody" });
      const response = postAction(jenkins.url, "revoke", { as: ["alice", tokenValue], form: { tokenUuid } });
      await expect(response).rejects.toThrow();
      expect(jenkins.tokens("alice")).toEqual([]);
    }));

  it("end when they are removed", () =>
    withJenkins({}, async (jenkins) => {
      const fault: Fault = { kind: "booting", statuses: [503], times: Number.POSITIVE_INFINITY };
      const starting = jenkins.faults.add(fault);
      expect((await whoAmI(jenkins.url, "alice", "alice-pw")).status).toBe(503);
      expect((await whoAmI(jenkins.url, "alice", "alice-pw")).status).toBe(503);
      starting.remove();
      expect((await whoAmI(jenkins.url, "alice", "alice-pw")).status).toBe(200);
      jenkins.faults.add(fault);
      jenkins.faults.clear();
      expect((await whoAmI(jenkins.url, "alice", "alice-pw")).status).toBe(200);
    }));

  it("25d booting gives one 401 to good credentials between two pages of 503", () =>
    withJenkins({ contextPath: "/jenkins" }, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "login");
      jenkins.faults.add({ kind: "booting" });
      const responses = [];
      for (let index = 0; index < 4; index += 1) {
        responses.push(
          await fetch(`${jenkins.url}/whoAmI/api/json`, { headers: basic("alice", tokenValue) }),
        );
      }
      expect(responses.map(({ status }) => status)).toEqual([503, 401, 503, 200]);
      expect(responses.map(({ headers }) => headers.get("X-Jenkins"))).toEqual([null, null, null, "2.568.2"]);
      expect(await responses[0]?.text()).toContain("<title>Starting Jenkins</title>");
      expect(responses[1]?.headers.get("WWW-Authenticate")).toBe('Basic realm="Jenkins", charset="UTF-8"');
    }));

  it("latency before the effect waits for a promise, and so does latency after it", () =>
    withJenkins({}, async (jenkins) => {
      for (const when of ["beforeEffect", "afterEffect"] as const) {
        const { tokenValue } = jenkins.generateToken("svc", when);
        const before = jenkins.tokens("svc").length;
        let release = () => {};
        const until = new Promise<void>((resolve) => {
          release = resolve;
        });
        const pending = jenkins.faults.add({ kind: "latency", until, when });
        const response = postAction(jenkins.url, "generateNewToken", { as: ["svc", tokenValue] });
        await vi.waitUntil(() => pending.injections === 1, { timeout: 20_000, interval: 5 });
        if (when === "afterEffect") {
          await vi.waitUntil(() => jenkins.tokens("svc").length === before + 1, {
            timeout: 20_000,
            interval: 5,
          });
        } else expect(jenkins.tokens("svc")).toHaveLength(before);
        expect(jenkins.requests.at(-1)?.status).toBe(undefined);
        release();
        expect((await response).status).toBe(200);
      }
    }));

  it("close at once while an response is held up", async () => {
    let response: Promise<unknown> = Promise.resolve();
    await withJenkins({}, async (jenkins) => {
      const pending = jenkins.faults.add({
        kind: "latency",
        until: new Promise(() => {}),
        when: "beforeEffect",
      });
      response = fetch(jenkins.url).catch(() => "cut");
      await vi.waitUntil(() => pending.injections === 1, { timeout: 20_000, interval: 5 });
    });
    expect(await response).toBe("cut");
  });

  it("report when to retry, in seconds or as a date", () =>
    withJenkins({}, async (jenkins) => {
      const date = new Date("2026-11-22T10:31:57Z");
      for (const retryAfter of [7, date]) {
        jenkins.faults.add({ kind: "status", status: 503, when: "beforeEffect", retryAfter });
      }
      const values = [await fetch(jenkins.url), await fetch(jenkins.url)].map(({ headers }) =>
        headers.get("Retry-After"),
      );
      expect(values).toEqual(["7", "Sun, 22 Nov 2026 10:31:57 GMT"]);
    }));

  it("expired sessions refuse the crumbs issued in them", () =>
    withJenkins({}, async (jenkins) => {
      const issued = await fetch(`${jenkins.url}/crumbIssuer/api/json`, {
        headers: basic("alice", "alice-pw"),
      });
      const { crumb } = (await issued.json()) as { crumb: string };
      const headers = {
        "Jenkins-Crumb": crumb,
        Cookie: issued.headers.getSetCookie()[0]?.split(";")[0] ?? "",
      };
      const build = () =>
        fetch(`${jenkins.url}/job/testJob/build`, {
          method: "POST",
          headers: { ...headers, ...basic("alice", "alice-pw") },
        });
      expect((await build()).status).toBe(201);
      jenkins.faults.add({ kind: "sessionsExpire" });
      expect((await build()).status).toBe(403);
    }));

  it("print around a script's response, or a stack trace in its place", () =>
    withJenkins({}, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("admin", "login");
      const print = async () => {
        const body = new URLSearchParams({ script: "println 'hello'" });
        const headers = basic("admin", tokenValue);
        return (await fetch(`${jenkins.url}/scriptText`, { method: "POST", headers, body })).text();
      };
      jenkins.faults.add({ kind: "textAround", before: "init script was here\n", after: "Result: []\n" });
      expect(await print()).toBe("init script was here\nhello\nResult: []\n");
      jenkins.faults.add({ kind: "stackTrace", when: "afterEffect" });
      expect(await print()).toMatch(/^java\.lang\.IllegalStateException: out of luck\n\tat /);
      expect(await print()).toBe("hello\n");
    }));
});

async function attempt(
  jenkins: EmbeddedJenkins,
  token: string,
): Promise<{ status: number | "cut"; marked: boolean }> {
  try {
    const response = await postAction(jenkins.url, "generateNewToken", { as: ["alice", token] });
    await response.text();
    return { status: response.status, marked: response.headers.has("X-Jenkins") };
  } catch {
    return { status: "cut", marked: false };
  }
}
