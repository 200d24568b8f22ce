import { describe, expect, it } from "vitest";
import type { EmbeddedJenkins } from "../../../emulator/index.ts";
import { basic, postAction } from "../../support/jenkins.ts";
import { withJenkins } from "./withJenkins.ts";

/** Header values that must be there; null: must not. */
type Headers = Record<string, string | null>;

const forgetMe = "remember-me=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax";
const oldForgetMe = "remember-me=; Path=/; Expires=Thu, 01-Jan-1970 00:00:00 GMT; Max-Age=0";
const get = (path: string, init: RequestInit = {}) => {
  return (jenkins: EmbeddedJenkins) => fetch(jenkins.url + path, { redirect: "manual", ...init });
};
const asAlice = { headers: basic("alice", "alice-pw") };
const json = { ...basic("alice", "alice-pw"), Accept: "application/json" };

/** Each row: what, the version, the request, and what of its response differs from 2.568.2. */
const differences: [
  what: string,
  version: string,
  ReturnType<typeof get>,
  status: number,
  Headers,
  body: RegExp,
][] = [
  [
    "01e the challenge has no charset",
    "2.541.3",
    get("/whoAmI/api/json", { headers: basic("alice", "wrong-password-4") }),
    401,
    { "WWW-Authenticate": 'Basic realm="Jenkins"', "Set-Cookie": forgetMe },
    /https:\/\/jetty\.org/,
  ],
  [
    "01e the challenge, the forgotten cookie and the footer",
    "2.346.3",
    get("/whoAmI/api/json", { headers: basic("alice", "wrong-password-4") }),
    401,
    { "WWW-Authenticate": 'Basic realm="Jenkins"', "Set-Cookie": oldForgetMe },
    /https:\/\/eclipse\.org\/jetty">Powered by Jetty:\/\/ 9\.4/,
  ],
  [
    "06f anonymous isn't told the permission",
    "2.541.3",
    get("/api/json"),
    403,
    { "X-Jenkins": "2.541.3", "X-Required-Permission": null, "X-You-Are-Authenticated-As": null },
    /Authentication required\n<!--\n-->/,
  ],
  [
    "06b a password is no factor",
    "2.541.3",
    get("/whoAmI/api/json", asAlice),
    200,
    {},
    /\["authenticated"\]/,
  ],
  [
    "12f building by GET",
    "2.541.3",
    get("/job/testJob/build", asAlice),
    405,
    { Allow: null },
    /<h1>You must use POST method to trigger builds<\/h1>/,
  ],
  [
    "10e Jenkins' own 404",
    "2.541.3",
    get("/nosuch", asAlice),
    404,
    { "X-Jenkins": "2.541.3" },
    /Not Found - Jenkins/,
  ],
  [
    "10e Jetty's 404",
    "2.346.3",
    get("/nosuch", asAlice),
    404,
    { "X-Jenkins": null, "Set-Cookie": null, "Content-Type": "text/html;charset=iso-8859-1" },
    /<h2>HTTP ERROR 404 Not Found<\/h2>/,
  ],
  [
    "26e Jetty's 404 as JSON",
    "2.346.3",
    get("/user/nosuch/api/json", { headers: json }),
    404,
    { "Content-Type": "application/json" },
    /^{\n"servlet":"Stapler",\n"message":"Not Found",\n"url":"\/user\/nosuch\/api\/json",\n"status":"404"\n}$/,
  ],
  [
    "16a a form login needs no crumb, and leads to an absolute address",
    "2.346.3",
    get("/j_spring_security_check", {
      method: "POST",
      body: new URLSearchParams({ j_username: "alice", j_password: "alice-pw" }),
    }),
    302,
    { Location: "{origin}/" },
    /^$/,
  ],
  [
    "14a the login form carries no crumb",
    "2.346.3",
    get("/login"),
    200,
    {},
    /^(?!.*Jenkins-Crumb).*Sign in \[Jenkins\]/s,
  ],
  ["14a the login form carries a crumb", "2.541.3", get("/login"), 200, {}, /name="Jenkins-Crumb".*/],
  [
    "01a cookies have no SameSite",
    "2.346.3",
    get("/crumbIssuer/api/json", asAlice),
    200,
    { "Set-Cookie": "{session}; Path=/; HttpOnly" },
    /"crumb"/,
  ],
  [
    "10b a user has fewer properties",
    "2.346.3",
    get("/me/api/json", asAlice),
    200,
    { "X-Jenkins": "2.346.3" },
    /^(?!.*(ConsoleUrlProvider|ViewsTabBar|ExperimentalFlags)).*PaneStatusProperties/,
  ],
];

describe("older versions respond as recorded", () => {
  it.each(differences)("%s (%s)", (_, version, request, status, headers, body) =>
    withJenkins({ version }, async (jenkins) => {
      const response = await request(jenkins);
      expect(response.status).toBe(status);
      for (const [name, expected] of Object.entries(headers)) {
        const actual = response.headers
          .get(name)
          ?.replace(/^JSESSIONID\.[0-9a-f]{8}=node0\w+\.node0/, "{session}");
        expect(actual ?? null, name).toBe(expected?.replace("{origin}", jenkins.url) ?? null);
      }
      expect(await response.text()).toMatch(body);
    }),
  );

  it.each([
    ["2.568.2", 200],
    ["2.541.3", 403],
    ["2.346.3", 403],
  ])("18a %s responds with %i to a crumb from another address", (version, status) =>
    withJenkins({ version }, async (jenkins) => {
      const issued = await fetch(`${jenkins.url}/crumbIssuer/api/json`, asAlice);
      const { crumb } = (await issued.json()) as { crumb: string };
      const headers = {
        Cookie: issued.headers.getSetCookie()[0]?.split(";")[0] ?? "",
        "Jenkins-Crumb": crumb,
        "X-Forwarded-For": "10.1.2.3",
      };
      const response = await postAction(jenkins.url, "generateNewToken", {
        as: ["alice", "alice-pw"],
        headers,
      });
      expect(response.status).toBe(status);
    }),
  );

  it("takes a crumb without its session in 2.138.4", () =>
    withJenkins({ version: "2.138.4" }, async (jenkins) => {
      const { crumb } = (await (await fetch(`${jenkins.url}/crumbIssuer/api/json`, asAlice)).json()) as {
        crumb: string;
      };
      const headers = { "Jenkins-Crumb": crumb };
      const response = await postAction(jenkins.url, "generateNewToken", {
        as: ["alice", "alice-pw"],
        headers,
      });
      expect(response.status).toBe(200);
    }));

  it("07 renames with an empty response, and refuses with 400, in 2.346.3", () =>
    withJenkins({ version: "2.346.3" }, async (jenkins) => {
      const { tokenUuid, tokenValue } = jenkins.generateToken("alice", "old");
      const as: [string, string] = ["alice", tokenValue];
      const renamed = await postAction(jenkins.url, "rename", { as, form: { tokenUuid, newName: "new" } });
      expect([renamed.status, renamed.headers.get("Content-Type"), await renamed.text()]).toEqual([
        200,
        null,
        "",
      ]);
      expect(jenkins.tokens("alice")[0]?.name).toBe("new");
      const refused = await postAction(jenkins.url, "rename", { as, form: { newName: "new" } });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain("HTTP ERROR 400 The tokenUuid cannot be empty");
    }));

  it.each([
    ["2.138.4", "generateNewToken", 200],
    ["2.138.4", "addFixedToken", 404],
    ["2.260", "addFixedToken", 200],
  ])("%s responds to %s with %i", (version, action, status) =>
    withJenkins({ version }, async (jenkins) => {
      const as: [string, string] = ["alice", jenkins.generateToken("alice", "login").tokenValue];
      const form = { newTokenName: "f", newTokenPlainValue: `11${"a".repeat(32)}` };
      expect((await postAction(jenkins.url, action, { as, form })).status).toBe(status);
    }),
  );
});
