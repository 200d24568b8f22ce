import { createHash } from "node:crypto";
import type { JenkinsError } from "../../errors/jenkinsError.ts";
import type { HttpResponse, OpenReader } from "../../http/httpClient.ts";
import type { RetryPolicy } from "../../http/retry.ts";
import type { Secrets } from "../../http/secrets.ts";
import { isCrumbRefusal } from "../responses/responseKinds.ts";
import { type Exchange, toJenkinsError } from "../responses/toJenkinsError.ts";
import { type Credentials, isLegacyLogin, secretOf } from "./credentials.ts";
import type { Crumb } from "./crumb.ts";
import { createSender, type SenderOptions } from "./sender.ts";
import { createSessionHolder, type Session } from "./session.ts";

/** One login at one controller, for any number of requests: kept-alive sockets, one cookie jar, one crumb. */
export interface JenkinsClient {
  /** URL of the controller with its context path, without a trailing slash. */
  readonly url: string;
  /** User ID that this client logs in with. */
  readonly login: string;
  /** The version that the controller showed in a response to this client; undefined before the first such response. */
  seenVersion(): string | undefined;
  /**
   * A short hash of what the plugin instance-identity shows in all responses of one controller, whatever its address;
   * undefined before the first such response.
   */
  seenIdentity(): string | undefined;
  /** When and how often this client retries. */
  readonly retryPolicy: RetryPolicy;
  /** Whether `secret` is what this client logs in with. */
  isOwnSecret(secret: string): boolean;
  /** Whether this client logs in with an API token, not with a password. */
  readonly usesApiToken: boolean;
  /** Whether this client logs in with a legacy token, of which a user has one only. */
  readonly usesLegacyToken: boolean;
  get(path: string, options?: GetOptions): Promise<HttpResponse>;
  /** Posts a form; with a crumb, where this login needs one. */
  post(path: string, form: Form, options: PostOptions): Promise<HttpResponse>;
  /** Gets as somebody else: on a request without cookies, since a session cookie outranks HTTP Basic in Jenkins. */
  getAs(credentials: Credentials, path: string, options?: GetOptions): Promise<HttpResponse>;
  /** Gets without a login. Jenkins refuses wrong credentials even where it requires none. */
  getAnonymously(path: string): Promise<HttpResponse>;
  /** The error for a `response` other than the expected one. `as` is who sent the request; default: the client itself. */
  unexpected(method: "GET" | "POST", path: string, response: HttpResponse, as?: Credentials): JenkinsError;
}

/** The fields of a form, by name. */
export type Form = Readonly<Record<string, string>>;

interface LanguageOption {
  /** The language of the response, as `Accept-Language`. Default: English as in the United States. */
  readonly language?: string;
}

interface ReaderOption {
  /** Reads a long response while it arrives, see `openReader` of a request. */
  readonly openReader?: OpenReader;
}

interface GetOptions extends LanguageOption, ReaderOption {
  /** Whether a failed request is sent again where that can help. Default: true. */
  readonly isRetried?: boolean;
}

interface PostOptions extends LanguageOption, ReaderOption {
  /** Whether sending it twice does no more than sending it once; only then is a failed one sent again. */
  readonly isIdempotent: boolean;
}

/** The parts of a client. */
export interface JenkinsClientOptions extends Omit<SenderOptions, "onResponse"> {
  readonly secrets: Secrets;
}

/** Who sends a request, as far as errors show it. */
interface Login {
  readonly username: string;
  readonly apiToken?: string;
}

const nobody: Login = { username: "anonymous" };

/** A client that sends nothing until its first request. */
export function createJenkinsClient(options: JenkinsClientOptions): JenkinsClient {
  const { url, credentials, retryPolicy, secrets } = options;
  const login = credentials.username;
  let version: string | undefined;
  let identity: string | undefined;
  const send = createSender({
    ...options,
    onResponse: ({ headers }) => {
      version = headers["x-jenkins"] ?? version;
      identity = headers["x-instance-identity"] ?? identity;
    },
  });

  function toExchange(
    method: "GET" | "POST",
    path: string,
    isIdempotent: boolean,
    { username, apiToken }: Login = credentials,
  ): Exchange {
    const usesApiToken = apiToken !== undefined;
    return { method, path, url, login: username, isIdempotent, usesApiToken, redact: secrets.redact };
  }

  /** None with an API token: no cookie is ever kept then, since a session would demand a crumb again. */
  const sessions =
    "apiToken" in credentials
      ? undefined
      : createSessionHolder(
          (path, cookies) => send(toExchange("GET", path, true), credentials, cookies ? { cookies } : {}),
          (path) => toExchange("GET", path, true),
        );

  return {
    url,
    login,
    seenVersion: () => version,
    seenIdentity: () => identity && toShortHash(identity),
    retryPolicy,
    isOwnSecret: (secret) => secret === secretOf(credentials),
    usesApiToken: "apiToken" in credentials,
    usesLegacyToken: isLegacyLogin(credentials),
    get: (path, options) => send(toExchange("GET", path, true), credentials, toMore(options)),
    getAs: (other, path, options) => send(toExchange("GET", path, true, other), other, toMore(options)),
    getAnonymously: (path) => send(toExchange("GET", path, true, nobody), undefined),
    async post(path, form, options) {
      const exchange = toExchange("POST", path, options.isIdempotent);
      const sendIn = async (session: Session | undefined) => {
        const headers = { ...toLanguage(options), ...toHeader(await session?.crumb) };
        const { openReader } = options;
        const more = { ...(openReader && { openReader }), ...(session && { cookies: session.cookies }) };
        return send(exchange, credentials, { form, headers, ...more });
      };
      const used = sessions?.current();
      const response = await sendIn(used);
      if (!sessions || !used || !isCrumbRefusal(response)) return response;
      // The session ended in between, or crumbs were switched on: nothing happened, so once more in a new one.
      sessions.forget(used);
      return sendIn(sessions.current());
    },
    unexpected: (method, path, response, as) =>
      toJenkinsError(response, toExchange(method, path, method === "GET", as)),
  };
}

function toShortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function toMore({ isRetried, openReader, ...options }: GetOptions = {}) {
  return { isRetried, headers: toLanguage(options), ...(openReader && { openReader }) };
}

function toLanguage({ language }: LanguageOption): Record<string, string> {
  return language === undefined ? {} : { "accept-language": language };
}

function toHeader(crumb: Crumb | undefined): Record<string, string> {
  return crumb ? { [crumb.crumbRequestField]: crumb.crumb } : {};
}
