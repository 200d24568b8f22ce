import { describe, expect, it } from "vitest";
import { jenkinsErrorCodes } from "../../../../provider/errors/catalogue.ts";
import { JenkinsError } from "../../../../provider/errors/jenkinsError.ts";

/** A value for each fact that a message may speak of. */
const facts = {
  url: "https://ci.example.com/jenkins",
  login: "admin",
  username: "alice",
  owner: "svc",
  tokenName: "deploy",
  tokenUuid: "ebcf72f5-67df-481e-950f-55c16383b3ce",
  reason: "some reason",
  status: 418,
  location: "https://sso.example.com/",
  version: "2.541.3",
  expiresOn: "2026-12-22",
  permission: "Overall/Administer",
  problems: [{ path: "jenkins:url", reason: "is missing" }],
  usesApiToken: true,
  realUrl: "https://jenkins.example.com",
  response: "200 Sign in",
  character: "/",
  encoded: "%2F",
};

describe.each(jenkinsErrorCodes)("the error %s", (code) => {
  const error = new JenkinsError(code, facts);

  it("says what happened and what to do, in whole sentences", () => {
    const end = `\n  error code: ${code}`;
    expect(error.message.startsWith(`${error.summary}\n  what to do: ${error.hint}`)).toBe(true);
    expect(error.message.endsWith(end)).toBe(true);
    expect(error.message.slice(0, -end.length)).toMatch(/[.?)]$/);
    expect(error.hint).toMatch(/^[A-Z].*[.?]$/s);
    expect(error.summary.length).toBeGreaterThan(15);
  });

  it("has a value for each fact that it speaks of", () => {
    expect(error.message).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it("keeps its code, by which scripts know it", () => {
    expect(error).toMatchObject({ name: "JenkinsError", code });
  });
});

describe("an error of which all that came from outside is secret", () => {
  it.each(jenkinsErrorCodes)("keeps its own words and its code: %s", (code) => {
    const request = { method: "POST", url: facts.url, path: "/x", login: "alice" } as const;
    const error = new JenkinsError(code, facts, { request, response: "401 Unauthorized" });
    const [summary, ...lines] = error.redacted(() => "[secret]").message.split("\n");
    const template = Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [
        name,
        typeof value === "string" && name !== "url" ? "[secret]" : value,
      ]),
    ) as unknown as typeof facts;
    expect(summary).toBe(new JenkinsError(code, template).summary);
    expect(lines[0]).toBe(`  request: POST ${facts.url}[secret] as [secret]`);
    expect(lines[1]).toBe("  response: [secret]");
    expect(lines.at(-1)).toBe(`  error code: ${code}`);
  });
});

describe("an error", () => {
  it("shows the request and the response, where there was one", () => {
    const { url } = facts;
    const request = { method: "POST", url, path: "/x", login: "alice" } as const;
    const context = { request, response: "401 Unauthorized" };
    const { message } = new JenkinsError("wrongCredentials", { url, login: "alice" }, context);
    expect(message.split("\n")).toEqual([
      "Jenkins at https://ci.example.com/jenkins refused the login of 'alice' (401).",
      "  request: POST https://ci.example.com/jenkins/x as alice",
      "  response: 401 Unauthorized",
      expect.stringMatching(/^ {2}what to do: Check the username/),
      expect.stringMatching(/^ {4}`pulumi refresh` and `pulumi destroy` use the configuration of the last/),
      "  error code: wrongCredentials",
    ]);
  });

  it("is final and without effect, unless it says otherwise", () => {
    expect(new JenkinsError("unreachable", facts)).toMatchObject({
      isRetryable: false,
      mayHaveTakenEffect: false,
    });
    const cause = new Error("underneath");
    const context = { isRetryable: true, retryAfterMs: 3000, mayHaveTakenEffect: true, cause };
    expect(new JenkinsError("unreachable", facts, context)).toMatchObject(context);
  });

  it("leads to a page of the controller, whatever the user is called and however the URL ends", () => {
    for (const url of ["https://ci.example.com/jenkins", "https://ci.example.com/jenkins/"]) {
      const { hint } = new JenkinsError("generateOutcomeUnknown", { ...facts, url, username: 'o"x y' });
      expect(hint).toContain("https://ci.example.com/jenkins/user/o%22x%20y/security/");
    }
  });
});
