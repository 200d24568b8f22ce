import type { CookieJar } from "tough-cookie";
import { type Dispatcher, request } from "undici";
import { createDispatcher, type DispatcherOptions } from "./dispatcher.ts";
import { toTransportError } from "./transportError.ts";

/** One request. Redirects are never followed: a POST must not be repeated elsewhere, nor credentials travel on. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent form-encoded. */
  readonly form?: Readonly<Record<string, string>>;
  /** Cookies to send, and where the answer's cookies go. Without one, the request carries no cookie at all. */
  readonly cookies?: CookieJar;
}

/** One whole answer. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; several headers of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request and reads the whole answer, or throws a {@link TransportError}. */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;

/** How requests travel, and until when. */
export interface HttpClientOptions extends DispatcherOptions {
  /**
   * Ends the requests that are under way, and those to come. A POST is left to end by itself: nobody would know whether
   * it had its effect.
   */
  readonly interruption?: AbortSignal | undefined;
}

/** An HTTP client on sockets of its own. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const dispatcher = createDispatcher(options);
  return (httpRequest) => send(dispatcher, httpRequest, options);
}

async function send(
  dispatcher: Dispatcher,
  { method, url, headers, form, cookies }: HttpRequest,
  { interruption, timeoutMs }: HttpClientOptions,
): Promise<HttpResponse> {
  const cookie = await cookies?.getCookieString(url);
  try {
    const response = await request(url, {
      dispatcher,
      method,
      signal: method === "GET" ? interruption : undefined,
      headers: {
        ...headers,
        ...(cookie ? { cookie } : {}),
        ...(form ? { "content-type": "application/x-www-form-urlencoded;charset=utf-8" } : {}),
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    });
    const body = await response.body.text();
    await keepCookies(cookies, url, response.headers["set-cookie"]);
    return { status: response.statusCode, headers: toPlainHeaders(response.headers), body };
  } catch (error) {
    throw toTransportError(error, timeoutMs);
  }
}

async function keepCookies(
  cookies: CookieJar | undefined,
  url: string,
  setCookie: string | string[] | undefined,
) {
  for (const line of [setCookie ?? []].flat()) {
    // A cookie that doesn't fit the URL is the server's mistake, not a reason to fail the request.
    await cookies?.setCookie(line, url, { ignoreError: true });
  }
}

function toPlainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(", ")]],
    ),
  );
}
