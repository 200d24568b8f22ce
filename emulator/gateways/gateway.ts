import { gatewayPage } from "./gatewayPage.ts";
import type { Gateway, Replacement, Wanted } from "./types.ts";

/** Wants headers with certain values, and responds 403 without them. */
export function requireHeaders(headers: Readonly<Record<string, Wanted>>): Gateway {
  const wanted = Object.entries(headers);
  return (exchange) =>
    wanted.every(([name, value]) => exchange.header(name) === toValue(value)) ? undefined : gatewayPage(403);
}

/** Wants a cookie beside Jenkins' own, as oauth2-proxy does: a login page with 403 without it, 401 where JSON is accepted. */
export function requireCookie(name: string, value: Wanted): Gateway {
  return (exchange) => {
    if (exchange.cookie(name) === toValue(value)) return undefined;
    if (exchange.header("Accept")?.includes("application/json"))
      return { status: 401, headers: { "Content-Type": "application/json" }, body: "{}" };
    const body =
      "<!DOCTYPE html><html><head><title>Sign In</title></head><body>Sign in with OpenID Connect</body></html>";
    return { status: 403, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
  };
}

/** Refuses paths that match, as a rule for `/scriptText` does. */
export function refusePath(path: RegExp): Gateway {
  return (exchange) => (path.test(exchange.path) ? gatewayPage(403) : undefined);
}

/** Refuses `%2F` in a path: nginx with a rule for it, or Apache httpd, whose default is `AllowEncodedSlashes Off`. */
export function refuseEncodedSlash(server: "nginx" | "apache"): Gateway {
  return (exchange) => {
    if (!/%2f/i.test(exchange.path)) return undefined;
    return server === "nginx" ? gatewayPage(400) : apacheNotFound;
  };
}

const apacheNotFound: Replacement = {
  status: 404,
  headers: { Server: "Apache", "Content-Type": "text/html; charset=iso-8859-1" },
  body:
    '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n' +
    "<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n",
};

function toValue(wanted: Wanted): string {
  return typeof wanted === "string" ? wanted : wanted();
}
