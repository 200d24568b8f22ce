import { parse } from "node-html-parser";
import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, postAction, whoAmI } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

const today = new Date("2026-11-22T10:31:57Z");
const clock = { now: () => today };
const inPast = '{"status":"error","message":"Expiration date is in the past."}';

/** 04, 17f: parameters, language, expirationDate and aboutToExpire of the response. */
const accepted: [
  name: string,
  form: Record<string, string>,
  language: string,
  date: string,
  about: boolean,
][] = [
  ["04a in 30 days", { expirationDuration: "30" }, "", "12/22/26", false],
  ["04b never", { expirationDuration: "never" }, "", "never", false],
  ["04c on a date", { expirationDuration: "custom", tokenExpiration: "2027-03-04" }, "", "3/4/27", false],
  ["04e today", { expirationDuration: "custom", tokenExpiration: "2026-11-22" }, "", "11/22/26", true],
  ["04j in 0 days", { expirationDuration: "0" }, "", "11/22/26", true],
  ["04k on a date without saying so", { tokenExpiration: "2027-03-04" }, "", "never", false],
  ["04l in 30 days, in German", { expirationDuration: "30" }, "de", "22.12.26", false],
  ["04m in 30 days, in Japanese", { expirationDuration: "30" }, "ja", "2026/12/22", false],
  ["04o in 1 day", { expirationDuration: "1" }, "", "11/23/26", true],
  ["22a in 7 days", { expirationDuration: "7" }, "", "11/29/26", false],
  ["in 30 days, in Canadian English", { expirationDuration: "30" }, "en-CA", "2026-12-22", false],
  [
    "in 30 days, in the language preferred",
    { expirationDuration: "30" },
    "de;q=0.5, en-CA",
    "2026-12-22",
    false,
  ],
];

const broken: [name: string, form: Record<string, string>][] = [
  ["04f a date in another order", { expirationDuration: "custom", tokenExpiration: "04/03/2027" }],
  ["04g no date", { expirationDuration: "custom" }],
  ["04h a duration of letters", { expirationDuration: "abc" }],
  ["04p a huge duration", { expirationDuration: "99999999999" }],
  ["a day that isn't there", { expirationDuration: "custom", tokenExpiration: "2026-02-30" }],
];

describe("tokens that expire", () => {
  it.each(accepted)("%s", (_, form, language, expirationDate, aboutToExpire) =>
    withJenkins({ clock }, async (jenkins) => {
      const headers: Record<string, string> = language ? { "Accept-Language": language } : {};
      const response = await generate(jenkins, { newTokenName: "e", ...form }, headers);
      expect(await response.text()).toMatch(
        new RegExp(
          `^{"status":"ok","data":{"aboutToExpire":${aboutToExpire},"tokenName":"e","tokenUuid":"[-0-9a-f]{36}","tokenValue":"11[0-9a-f]{32}","expirationDate":"${expirationDate}"}}$`,
        ),
      );
    }),
  );

  it.each([
    ["04d a date in the past", { expirationDuration: "custom", tokenExpiration: "2020-01-01" }],
    ["04i a negative duration", { expirationDuration: "-1" }],
  ])("%s is refused with status 200", (_, form) =>
    withJenkins({ clock }, async (jenkins) => {
      const response = await generate(jenkins, form);
      expect([response.status, await response.text()]).toEqual([200, inPast]);
      expect(jenkins.tokens("alice")).toHaveLength(1);
    }),
  );

  it.each(broken)("%s breaks Jenkins, and no token is created", (_, form) =>
    withJenkins({ clock }, async (jenkins) => {
      const response = await generate(jenkins, form);
      expect(response.status).toBe(500);
      expect(response.headers.get("X-Jenkins")).toBe("2.568.2");
      expect(jenkins.tokens("alice")).toHaveLength(1);
    }),
  );

  it("works through its last day, and then is as good as none", async () => {
    let now = today;
    await withJenkins({ clock: { now: () => now } }, async (jenkins) => {
      const { tokenValue } = jenkins.generateToken("alice", "short", { expirationDate: "2026-11-24" });
      now = new Date("2026-11-24T23:59:59Z");
      expect((await whoAmI(jenkins.url, "alice", tokenValue)).status).toBe(200);
      now = new Date("2026-11-25T00:00:00Z");
      expect((await whoAmI(jenkins.url, "alice", tokenValue)).status).toBe(401);
      expect(jenkins.tokens("alice")).toMatchObject([
        { name: "short", useCounter: 1, expirationDate: "2026-11-24" },
      ]);
    });
  });

  it("08j-08l takes a fixed value, dead at once when its date is past", () =>
    withJenkins({ clock }, async (jenkins) => {
      const as: [string, string] = ["alice", jenkins.generateToken("alice", "login").tokenValue];
      for (const [digit, days, status] of [
        ["a", "30", 200],
        ["b", "-1", 401],
      ] as const) {
        const newTokenPlainValue = `11${digit.repeat(32)}`;
        const form = { newTokenName: "f", newTokenPlainValue, expirationDuration: days };
        expect((await postAction(jenkins.url, "addFixedToken", { as, form })).status).toBe(200);
        expect((await whoAmI(jenkins.url, "alice", newTokenPlainValue)).status).toBe(status);
      }
    }));

  it("shows on the security page when", () =>
    withJenkins({ clock }, async (jenkins) => {
      for (const [name, expirationDate] of [
        ["a", "2026-11-21"],
        ["b", "2026-11-28"],
        ["c", "2027-03-04"],
        ["d", null],
      ] as const) {
        jenkins.generateToken("alice", name, { expirationDate });
      }
      const headers = { ...basic("alice", "alice-pw"), "Accept-Language": "en-CA" };
      const html = await (await fetch(`${jenkins.url}/user/alice/security/`, { headers })).text();
      const creations = parse(html).querySelectorAll("#api-token-list .token-creation");
      expect(creations.map((span) => `${span.classNames.trim()}: ${span.text}`)).toEqual([
        "error token-creation: This token has expired",
        "warning token-creation: Expires on 2026-11-28",
        "token-creation: Expires on 2027-03-04",
        "warning token-creation: This token does not expire",
      ]);
    }));

  it.each(["2.541.3", "2.346.3"])("04a-04p never does in %s, whatever is asked for", (version) =>
    withJenkins({ version, clock }, async (jenkins) => {
      for (const form of [...accepted.map(([, form]) => form), ...broken.map(([, form]) => form)]) {
        const response = await generate(jenkins, { newTokenName: "e", ...form });
        expect(await response.text()).toMatch(
          /^{"status":"ok","data":{"tokenName":"e","tokenUuid":"[-0-9a-f]{36}","tokenValue":"11[0-9a-f]{32}"}}$/,
        );
      }
      expect(jenkins.tokens("alice").every(({ expirationDate }) => expirationDate === null)).toBe(true);
    }),
  );
});

function generate(
  jenkins: EmbeddedJenkins,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const as: [string, string] = ["alice", jenkins.generateToken("alice", "login").tokenValue];
  return postAction(jenkins.url, "generateNewToken", { as, form, headers });
}
