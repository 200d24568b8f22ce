/** Where a response sends a client. */
export interface Redirect {
  /** As Jenkins wrote it, without credentials, query and fragment. */
  readonly location: string;
  /** The URL of the controller there, as far as it is known. */
  readonly realUrl: string;
  /** Whether somebody shall log in there. */
  readonly isToLogin: boolean;
}

/** Reads the `Location` of a response to a request for `path` of the controller at `url`. */
export function readRedirect(header: string, url: string, path: string): Redirect {
  const location = toShownLocation(header);
  if (!URL.canParse(header, url)) return { location, realUrl: location, isToLogin: false };
  const { origin, hostname, pathname } = new URL(header, url);
  const asked = new URL(url + path).pathname;
  // Where the same page is found elsewhere, the controller has moved.
  const ownPath = asked.slice(new URL(url).pathname.replace(/\/$/, "").length);
  if (pathname.endsWith(ownPath)) {
    const realUrl = origin + pathname.slice(0, -ownPath.length);
    return { location, realUrl, isToLogin: false };
  }
  const isElsewhere = hostname !== new URL(url).hostname;
  const isToLogin = isElsewhere || /login|sign-?in|saml|oidc|oauth|sso|\/auth/i.test(pathname);
  return { location, realUrl: origin + pathname.replace(/\/+$/, ""), isToLogin };
}

/** What else a `Location` holds may be secret: credentials, a ticket of single sign-on, the ID of a session. */
export function toShownLocation(header: string): string {
  return header.replace(/[?#;].*$/s, "").replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*@/i, "$1//");
}
