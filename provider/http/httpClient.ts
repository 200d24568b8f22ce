import type { CookieJar } from "tough-cookie";
import { type Dispatcher, request } from "undici";
import { type StartTimer, withDeadline } from "./deadline.ts";
import { createDispatcher, type DispatcherOptions, maxSockets } from "./dispatcher.ts";
import { megabyte, readBody } from "./readBody.ts";
import { toTransportError } from "./transportError.ts";
import { createTurns } from "./turns.ts";

/** One request. Redirects are never followed: a POST must not be repeated elsewhere, nor credentials travel on. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent form-encoded. */
  readonly form?: Readonly<Record<string, string>>;
  /** Cookies to send, and where the response's cookies go. Without one, the request carries no cookie at all. */
  readonly cookies?: CookieJar;
  /** Reads a long page while it arrives; a request with a reader has the limits of {@link pageLimits}. */
  readonly openReader?: OpenReader;
}

/**
 * Reads the body of a response with status 200 while it arrives, instead of keeping it. It is called once for each such
 * response, since a request may be sent again, and returns what is given the text in pieces of any length, decoded as UTF-8.
 * `body` of that response is then empty; a response with another status is kept as usual, so that an error can
 * show it. An error that a reader throws ends the request and reaches the caller unchanged.
 */
export type OpenReader = () => (text: string) => void;

/** How much of a response is read, and how long a request may take as a whole. */
interface Limits {
  readonly maxBytes: number;
  /** The deadline from connecting to the end of the body, as a multiple of `timeoutMs`. */
  readonly timeouts: number;
}

const ordinaryLimits: Limits = { maxBytes: megabyte, timeouts: 3 };
/** For a page that is read while it arrives, such as the list of a user with very many tokens. */
const pageLimits: Limits = { maxBytes: 512 * megabyte, timeouts: 10 };

/** One whole response. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name; several headers of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends one request and reads the whole response, or throws a {@link TransportError}. */
export type HttpClient = (request: HttpRequest) => Promise<HttpResponse>;

/** How requests travel, and until when. */
export interface HttpClientOptions extends DispatcherOptions {
  /**
   * Ends the requests that are under way, and those to come. A POST that was sent is left to its deadline: nobody
   * would know whether it took effect.
   */
  readonly interruption?: AbortSignal | undefined;
  /** Runs the deadlines. Default: real time. */
  readonly startTimer?: StartTimer | undefined;
}

/** An HTTP client on sockets of its own. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const dispatcher = createDispatcher(options);
  const inTurn = createTurns(maxSockets);
  const { interruption, startTimer, timeoutMs } = options;
  return (request) =>
    inTurn(async () => {
      const { maxBytes, timeouts } = request.openReader ? pageLimits : ordinaryLimits;
      const deadline = {
        ms: timeoutMs * timeouts,
        interruption: request.method === "GET" ? interruption : undefined,
        startTimer,
      };
      try {
        interruption?.throwIfAborted();
        return await withDeadline(deadline, (signal) => exchange(dispatcher, request, maxBytes, signal));
      } catch (error) {
        throw error instanceof ReaderError ? error.cause : toTransportError(error, timeoutMs);
      }
    });
}

async function exchange(
  dispatcher: Dispatcher,
  { method, url, headers, form, cookies, openReader }: HttpRequest,
  maxBytes: number,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const cookie = await cookies?.getCookieString(url);
  const response = await request(url, {
    dispatcher,
    method,
    signal,
    headers: {
      ...withCookies(headers, cookie),
      ...(form ? { "content-type": "application/x-www-form-urlencoded;charset=utf-8" } : {}),
    },
    ...(form ? { body: new URLSearchParams(form).toString() } : {}),
  });
  const status = response.statusCode;
  let body = "";
  const keep = (text: string) => {
    body += text;
  };
  await readBody(response.body, maxBytes, openReader && status === 200 ? guarded(openReader()) : keep);
  await keepCookies(cookies, url, response.headers["set-cookie"]);
  return { status, headers: toPlainHeaders(response.headers), body };
}

/** The headers with the session's cookies beside those that are given; of one name, the session's cookie is newer. */
function withCookies(headers: HttpRequest["headers"] = {}, session = ""): Readonly<Record<string, string>> {
  if (session === "") return headers;
  const [name = "cookie", value = ""] =
    Object.entries(headers).find(([header]) => header.toLowerCase() === "cookie") ?? [];
  const names = new Set(toCookies(session).map(toCookieName));
  const others = toCookies(value).filter((cookie) => !names.has(toCookieName(cookie)));
  return { ...headers, [name]: [...others, session].join("; ") };
}

function toCookies(header: string): string[] {
  return header.split(";").flatMap((cookie) => cookie.trim() || []);
}

function toCookieName(cookie: string): string {
  return cookie.split("=", 1)[0] ?? "";
}

/** What a reader threw: it is no failure of the connection. */
class ReaderError extends Error {}

function guarded(read: (text: string) => void): (text: string) => void {
  return (text) => {
    try {
      read(text);
    } catch (cause) {
      throw new ReaderError("reading failed", { cause });
    }
  };
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
