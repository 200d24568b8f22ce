import { describe, expect, it } from "vitest";
import type { HttpResponse } from "../../../../../provider/http/httpClient.ts";
import { TransportError, type TransportFailure } from "../../../../../provider/http/transportError.ts";
import {
  type Exchange,
  toJenkinsError,
  toRetryableError,
  toTransportJenkinsError,
} from "../../../../../provider/jenkins/responses/toJenkinsError.ts";

const generate: Exchange = {
  method: "POST",
  path: "/user/alice/x",
  url: "https://ci.example.com/jenkins",
  login: "alice",
  isIdempotent: false,
  redact: (text) => text,
};
const look: Exchange = { ...generate, method: "GET", isIdempotent: true };

function answer(status: number, headers: Record<string, string> = {}, body = ""): HttpResponse {
  return { status, headers, body };
}

const html = { "content-type": "text/html;charset=utf-8" };
const loginPage = "<!DOCTYPE html><html><title>Sign in</title></html>";
const startingPage = "<html><title>Starting Jenkins</title></html>";
const jenkins = { "x-jenkins": "2.568.2" };
const permission = { ...jenkins, "x-required-permission": "hudson.model.Hudson.Administer" };

describe("a response that wasn't hoped for", () => {
  it.each([
    ["a refused login", "wrongCredentials", answer(401)],
    ["a redirect to the same host", "redirected", answer(301, { location: "https://ci.example.com/other/" })],
    ["a redirect to another host", "singleSignOn", answer(302, { location: "https://sso.example.com/" })],
    ["a redirect to a login page", "singleSignOn", answer(302, { location: "/securityRealm/commenceLogin" })],
    ["a login page in place of an answer", "singleSignOn", answer(200, html, loginPage)],
    ["another page in place of an answer", "notJenkins", answer(200, html, "<!DOCTYPE html><html></html>")],
    ["a login that got lost", "loginLost", answer(403, { "x-you-are-authenticated-as": "anonymous" })],
    [
      "no valid crumb",
      "crumbRefused",
      answer(403, {}, "<h2>No valid crumb was included in the request</h2>"),
    ],
    ["a missing permission", "notPermitted", answer(403, permission)],
    ["another 403", "gatewayRefused", answer(403, {}, "blocked by the firewall")],
    ["a 401 of something else", "gatewayRefused", answer(401, { "www-authenticate": "Bearer" })],
    ["another 403 of Jenkins", "unexpectedResponse", answer(403, jenkins, "blocked")],
    ["a 404 of something else than Jenkins", "notJenkins", answer(404)],
    ["a 404 of Jenkins itself", "wrongPath", answer(404, jenkins)],
    ["a controller that starts", "starting", answer(503, {}, startingPage)],
    ["a controller that is busy", "unavailable", answer(503, jenkins)],
    ["a proxy without a controller", "unavailable", answer(502)],
    ["a content network without a controller", "unavailable", answer(522)],
    ["too many requests", "unavailable", answer(429)],
    ["something broken inside Jenkins", "internalError", answer(500, jenkins)],
    ["something else than JSON", "unexpectedResponse", answer(200, {}, "OK")],
  ])("tells %s: %s", (_, code, response) => {
    expect(toJenkinsError(response, generate).code).toBe(code);
  });

  it("says what was attempted, what the response was, and what to do", () => {
    const { message } = toJenkinsError(answer(403, permission, "denied"), generate);
    expect(message).toBe(
      [
        "Jenkins rejects the request: 'alice' is missing the permission Overall/Administer (403).",
        "  request: POST https://ci.example.com/jenkins/user/alice/x as alice",
        "  response: 403 denied",
        "  what to do: Log in as the user who is to own the token, with Overall/Read, or as an administrator.",
        "  error code: notPermitted",
      ].join("\n"),
    );
  });

  it.each([
    [200, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [520, true],
    [524, true],
    [202, true],
    [401, false],
    [403, false],
    [404, false],
  ])("reports for a %i whether Jenkins may have done its work: %o", (status, mayHaveTakenEffect) => {
    expect(toJenkinsError(answer(status), generate).mayHaveTakenEffect).toBe(mayHaveTakenEffect);
  });

  it("reports also for a change that may be repeated whether it may have taken effect; for a read it doesn't", () => {
    const revoke = { ...generate, isIdempotent: true };
    expect(toJenkinsError(answer(502), revoke).mayHaveTakenEffect).toBe(true);
    expect(toJenkinsError(answer(502), look).mayHaveTakenEffect).toBe(false);
  });

  it("reports that nothing has happened where Jenkins is only starting, or asks to come back later", () => {
    for (const response of [answer(503, {}, startingPage), answer(503, { "retry-after": "3" })]) {
      expect(toRetryableError(response, generate)).toMatchObject({ mayHaveTakenEffect: false });
    }
  });
});

describe("a response that is worth another attempt", () => {
  it.each([429, 503])("is a %i with Retry-After, whatever was asked for", (status) => {
    const error = toRetryableError(answer(status, { "retry-after": "3" }), generate);
    expect(error).toMatchObject({ isRetryable: true, retryAfterMs: 3000 });
  });

  it.each([429, 500, 502, 503, 504, 522])(
    "is a %i to what may be asked twice, and to nothing else",
    (status) => {
      expect(toRetryableError(answer(status), look)).toMatchObject({ isRetryable: true });
      expect(toRetryableError(answer(status), generate)).toBeUndefined();
    },
  );

  it.each([
    ["JSON", answer(200, { "content-type": "application/json" }, '{"name":"al')],
    ["a page of Jenkins", answer(200, { ...html, ...jenkins }, "<!DOCTYPE html><html><body>")],
  ])("is %s that is cut off, to what may be asked twice, and to nothing else", (_, response) => {
    expect(toRetryableError(response, look)).toMatchObject({ code: "unexpectedResponse", isRetryable: true });
    expect(toRetryableError(response, generate)).toBeUndefined();
  });

  it.each([
    ["JSON", answer(200, { "content-type": "application/json" }, "{}")],
    ["a page of Jenkins", answer(200, { ...html, ...jenkins }, "<!DOCTYPE html><html></html>\n")],
    ["a page of something else", answer(200, html, "<!DOCTYPE html><html><body>")],
    ["text", answer(200, { "content-type": "text/plain" }, "{")],
    ["nothing", answer(200, { "content-type": "application/json" })],
  ])("isn't %s as it should be", (_, response) => {
    expect(toRetryableError(response, look)).toBeUndefined();
  });

  it.each([200, 302, 400, 401, 403, 404, 405])("is never a %i", (status) => {
    expect(toRetryableError(answer(status, { "retry-after": "3" }), look)).toBeUndefined();
  });
});

describe("a request without a response", () => {
  const cases: [TransportFailure, string, boolean, boolean][] = [
    // failure, code, whether to send it again: where asking twice does no harm; where it does
    ["refused", "unreachable", true, true],
    ["timedOut", "timedOut", true, false],
    ["broken", "connectionBroken", true, false],
    ["unknownHost", "unknownHost", false, false],
    ["tls", "tls", false, false],
    ["tlsUnknownIssuer", "tlsUnknownIssuer", false, false],
    ["proxyAuthentication", "proxyAuthentication", false, false],
  ];

  it.each(cases)("because of %s is %s", (failure, code, retriesLook, retriesGenerate) => {
    const cause = new TransportError(failure, "reason", undefined);
    expect(toTransportJenkinsError(cause, look)).toMatchObject({ code, isRetryable: retriesLook });
    expect(toTransportJenkinsError(cause, generate)).toMatchObject({ code, isRetryable: retriesGenerate });
  });

  it("leaves errors alone that aren't of the network", () => {
    const bug = new TypeError("x is not a function");
    expect(toTransportJenkinsError(bug, look)).toBe(bug);
  });
});
