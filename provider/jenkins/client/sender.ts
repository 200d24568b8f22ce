import { JenkinsError } from "../../errors/jenkinsError.ts";
import type { HttpClient, HttpRequest, HttpResponse } from "../../http/httpClient.ts";
import { type RetryPolicy, withRetries } from "../../http/retry.ts";
import { toBasicAuthorization } from "../../http/secrets.ts";
import { isGatewayFailure } from "../responses/responseKinds.ts";
import {
  type Exchange,
  toJenkinsError,
  toRetryableError,
  toTransportJenkinsError,
} from "../responses/toJenkinsError.ts";
import { type Credentials, secretOf } from "./credentials.ts";
import { createLoginGuard } from "./loginGuard.ts";
import { createUrlCheck } from "./urlCheck.ts";

/** Sends one request, and again where that is safe and can help. */
export type Sender = (
  exchange: Exchange,
  as: Credentials | undefined,
  more?: Pick<HttpRequest, "form" | "headers" | "cookies" | "openReader"> & {
    /** Whether it is sent again where that can help. Default: true. */
    readonly isRetried?: boolean | undefined;
  },
) => Promise<HttpResponse>;

/** The parts of a sender. */
export interface SenderOptions {
  readonly url: string;
  /** The login of the client, which is guarded. */
  readonly credentials: Credentials;
  readonly http: HttpClient;
  readonly retryPolicy: RetryPolicy;
  /** Sent with each request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Waits for a controller that is starting; false when it has waited in vain. Without it, a request to one fails. */
  readonly waitUntilReady?: (isReady: () => Promise<boolean>) => Promise<boolean>;
  /** Is called with each response. */
  readonly onResponse: (response: HttpResponse) => void;
}

/** Without `Accept`, Jenkins' errors are HTML pages; without a language, dates come in the one of the controller. */
const commonHeaders = { accept: "application/json", "accept-language": "en-US,en" };

/** A sender for one client, which keeps in mind whether its login was refused. */
export function createSender(options: SenderOptions): Sender {
  const { url, credentials, http, retryPolicy, waitUntilReady, onResponse } = options;
  const guardLogin = createLoginGuard(url, () => isStarting(options));
  const checkUrl = createUrlCheck(options);
  return async (exchange, as, { isRetried = true, ...more } = {}) => {
    const authorization = as && { authorization: toBasicAuthorization(as.username, secretOf(as)) };
    const request = {
      ...more,
      method: exchange.method,
      url: url + exchange.path,
      headers: { ...options.headers, ...commonHeaders, ...authorization, ...more.headers },
    };
    const ask = async () => {
      const response = await http(request).catch((error: unknown) => {
        throw toTransportJenkinsError(error, exchange);
      });
      const realUrl = await checkUrl(response);
      if (realUrl === undefined) return response;
      throw new JenkinsError("wrongPath", { url, realUrl }, toJenkinsError(response, exchange).context);
    };
    const attempt = async () => {
      const response = await (as === credentials ? guardLogin(ask) : ask());
      onResponse(response);
      const retryable = toRetryableError(response, exchange);
      if (retryable) throw retryable;
      return response;
    };
    if (!isRetried) return attempt();
    try {
      return await withRetries(attempt, retryPolicy);
    } catch (error) {
      if (!waitUntilReady || !isNotReady(error)) throw error;
      if (!(await waitUntilReady(async () => !(await isStarting(options))))) throw error;
      return withRetries(attempt, retryPolicy);
    }
  };
}

/** Where nothing has been done yet, and a controller that comes up, or a proxy that finds it again, helps. */
function isNotReady(error: unknown): boolean {
  return (
    error instanceof JenkinsError && error.isRetryable && (error.means === "absent" || error.means === "busy")
  );
}

/**
 * Whether Jenkins is still starting, as its login page shows: everybody may see that as soon as it is up. A gateway that
 * keeps the page to itself hides it, and a controller behind that counts as up.
 */
function isStarting({ http, url, headers = {} }: SenderOptions): Promise<boolean> {
  return http({ method: "GET", url: `${url}/login`, headers }).then(isGatewayFailure, () => true);
}
