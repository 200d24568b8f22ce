import { CookieJar } from "tough-cookie";
import type { HttpRequest } from "../../http/httpClient.ts";
import { isFromRunningJenkins } from "../responses/responseKinds.ts";
import { type Exchange, toJenkinsError } from "../responses/toJenkinsError.ts";
import { type Crumb, parseCrumb } from "./crumb.ts";
import type { Sender } from "./sender.ts";

type Cookies = NonNullable<HttpRequest["cookies"]>;

/**
 * A session of a login with a password: a crumb is good with the session's cookie only. Each session has a jar of its own,
 * since Jenkins responds to each request of one that has ended with the cookie of another new one. What needs no crumb goes
 * without cookies.
 */
export interface Session {
  readonly cookies: Cookies;
  /** Undefined where crumbs are switched off. */
  readonly crumb: Promise<Crumb | undefined>;
}

/** The one session of a client, for any number of requests at the same time. */
export interface SessionHolder {
  /** The session, opened if there is none. */
  current(): Session;
  /** Ends the session that failed; in the meantime another request may have opened a good one, which stays. */
  forget(failed: Session): void;
}

/** Requests by GET that a session begins with, as the login itself. */
export type Look = (path: string, cookies?: Cookies) => ReturnType<Sender>;

/** A holder that fetches a crumb for each session. */
export function createSessionHolder(look: Look, toExchange: (path: string) => Exchange): SessionHolder {
  let session: Session | undefined;

  function forget(failed: Session): void {
    if (session === failed) session = undefined;
  }

  return {
    current() {
      if (session) return session;
      const cookies = new CookieJar();
      const opened = { cookies, crumb: fetchCrumb(look, toExchange, cookies) };
      session = opened;
      opened.crumb.catch(() => forget(opened)); // the next request tries again
      return opened;
    },
    forget,
  };
}

/** Undefined where crumbs are switched off. */
async function fetchCrumb(
  look: Look,
  toExchange: (path: string) => Exchange,
  cookies: Cookies,
): Promise<Crumb | undefined> {
  const crumbPath = "/crumbIssuer/api/json";
  const response = await look(crumbPath, cookies);
  if (response.status !== 404) return parseCrumb(response, toExchange(crumbPath));
  // No crumb issuer, or nothing at all under this URL: the login page, which is everywhere, shows which.
  const page = await look("/login");
  if (!isFromRunningJenkins(page)) throw toJenkinsError(page, toExchange("/login"));
  return undefined;
}
