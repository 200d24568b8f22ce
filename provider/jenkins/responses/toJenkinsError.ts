import type { z } from "zod";
import { type FailedRequest, JenkinsError, type JenkinsErrorContext } from "../../errors/jenkinsError.ts";
import type { HttpResponse } from "../../http/httpClient.ts";
import { retryAfterMs } from "../../http/retry.ts";
import type { Secrets } from "../../http/secrets.ts";
import { TransportError } from "../../http/transportError.ts";
import { readRedirect, toShownLocation } from "./redirect.ts";
import {
  isCrumbRefusal,
  isCutOff,
  isFromJenkins,
  isGatewayFailure,
  isGatewayRefusal,
  isLoginPage,
  isPage,
  isStarting,
  toJson,
  wantsClientCertificate,
  wantsHttps,
} from "./responseKinds.ts";
import { summarize } from "./summarize.ts";

/** One request to Jenkins, as far as its errors need to know it. */
export interface Exchange extends FailedRequest {
  readonly isIdempotent: boolean;
  /** Whether the login is by API token, which never needs a crumb. Default: false. */
  readonly usesApiToken?: boolean;
  readonly redact: Secrets["redact"];
}

/** The JSON of a response, checked; anything else is thrown as the error of `toError`. */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  response: HttpResponse,
  toError: () => JenkinsError,
): z.infer<Schema> {
  const result = schema.safeParse(toJson(response.body));
  if (!result.success) throw toError();
  return result.data;
}

/** A response that is a reason to retry: of a controller or proxy that is busy for now, or cut off. Undefined for all others. */
export function toRetryableError(response: HttpResponse, exchange: Exchange): JenkinsError | undefined {
  const pause = retryAfterMs(response.headers["retry-after"], new Date());
  const isBusy = response.status === 429 || response.status === 503;
  // Jenkins responds with 500 to a mutation that raced another one of the same user; repeated, it succeeds.
  const isTransient = response.status === 500 || isGatewayFailure(response);
  const isUndone = isStarting(response) || (isBusy && pause !== undefined);
  const isWorthRepeating = isBusy || isTransient || isCutOff(response);
  if (!isUndone && !(exchange.isIdempotent && isWorthRepeating)) return undefined;
  const more = isUndone ? { mayHaveTakenEffect: false } : {};
  return toJenkinsError(response, exchange, { isRetryable: true, retryAfterMs: pause, ...more });
}

/** A request without a response, in the words of the catalogue. */
export function toTransportJenkinsError(error: unknown, exchange: Exchange): unknown {
  if (!(error instanceof TransportError)) return error;
  const { url } = exchange;
  const facts = { url, reason: exchange.redact(error.message) };
  const context = {
    request: toFailedRequest(exchange),
    cause: error,
    isRetryable: error.isTransient && (exchange.isIdempotent || !error.mayHaveArrived),
    mayHaveTakenEffect: exchange.method === "POST" && error.mayHaveArrived,
  };
  const { failure } = error;
  switch (failure) {
    case "refused":
      return new JenkinsError("unreachable", facts, context);
    case "timedOut":
      return new JenkinsError("timedOut", facts, context);
    case "broken":
      return new JenkinsError("connectionBroken", facts, context);
    default:
      return new JenkinsError(failure, facts, context);
  }
}

/** The error for a response other than the expected one. */
export function toJenkinsError(
  response: HttpResponse,
  exchange: Exchange,
  more: JenkinsErrorContext = {},
): JenkinsError {
  const { status, headers } = response;
  const { url, login, usesApiToken = false } = exchange;
  const summary = toSummary(response, exchange);
  const context = {
    request: toFailedRequest(exchange),
    response: summary,
    // Jenkins can have done its work and fail while it responds; a 200 that can't be read did it too.
    mayHaveTakenEffect: exchange.method === "POST" && (status < 300 || status >= 500),
    ...more,
  };
  if (isCrumbRefusal(response)) {
    return usesApiToken
      ? new JenkinsError("crumbWanted", { url, login }, context)
      : new JenkinsError("crumbRefused", { url }, context);
  }
  if (isGatewayRefusal(response)) return new JenkinsError("gatewayRefused", { url, status }, context);
  if (status === 401) return new JenkinsError("wrongCredentials", { url, login }, context);
  if (status === 407) return new JenkinsError("proxyAuthentication", { url, reason: summary }, context);
  if (status >= 300 && status < 400) return toRedirected(response, exchange, context);
  if (isLoginPage(response))
    return new JenkinsError("singleSignOn", { url, response: summary, usesApiToken }, context);
  if (status === 403 && headers["x-you-are-authenticated-as"] === "anonymous") {
    return new JenkinsError("loginLost", { url, login }, context);
  }
  if (status === 403 && headers["x-required-permission"]) {
    const permission = headers["x-required-permission"].replace("hudson.model.Hudson.", "Overall/");
    return new JenkinsError("notPermitted", { login, permission }, context);
  }
  const { origin } = new URL(url);
  if (status === 404 && isFromJenkins(response) && url !== origin)
    return new JenkinsError("wrongPath", { url, realUrl: origin }, context);
  if ((status === 404 && !isFromJenkins(response)) || (isPage(response) && !isFromJenkins(response))) {
    return new JenkinsError("notJenkins", { url, status }, context);
  }
  if (wantsHttps(response)) return new JenkinsError("httpsWanted", { url, response: summary }, context);
  if (wantsClientCertificate(response)) {
    return new JenkinsError("tlsClientCertificate", { url, reason: summary }, context);
  }
  if (isStarting(response)) return new JenkinsError("starting", { url }, context);
  if (status === 429 || isGatewayFailure(response)) {
    return new JenkinsError("unavailable", { url, status }, context);
  }
  if (status === 500) return new JenkinsError("internalError", { url, status }, context);
  return new JenkinsError("unexpectedResponse", { url, status }, context);
}

function toRedirected(
  { headers }: HttpResponse,
  { url, path, login, usesApiToken = false, redact }: Exchange,
  context: JenkinsErrorContext,
): JenkinsError {
  // A login with a password meets the same page behind any single sign-on.
  if (usesApiToken && headers.location?.includes("/securityRealm/commenceLogin"))
    return new JenkinsError("webSessionOver", { url, login }, context);
  const { location, realUrl, isToLogin } = readRedirect(redact(headers.location ?? ""), url, path);
  return isToLogin
    ? new JenkinsError("singleSignOn", { url, response: location, usesApiToken }, context)
    : new JenkinsError("redirected", { url, location, realUrl }, context);
}

/** Status and reason of a response; many pages have the status in their title already. */
function toSummary(response: HttpResponse, { redact }: Exchange): string {
  const status = `${response.status}`;
  const { location } = response.headers;
  const words =
    location === undefined ? summarize(response, redact) : `to ${toShownLocation(redact(location))}`;
  return (words.startsWith(status) ? words : `${status} ${words}`).trim().replace(/\.$/, "");
}

function toFailedRequest({ method, url, path, login }: Exchange): FailedRequest {
  return { method, url, path, login };
}
