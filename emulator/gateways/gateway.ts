import { randomBytes } from "node:crypto";
import { STATUS_CODES } from "node:http";

/** What a gateway sees of a request. */
export interface GatewayRequest {
  readonly path: string;
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
}

/** The response of a gateway, or of a fault, in place of Jenkins' own. */
export interface Replacement {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A proxy or gateway before Jenkins: returns the response to a request that it refuses, or undefined. */
export type Gateway = (request: GatewayRequest) => Replacement | undefined;

/** A value that a gateway requires; a function where it changes. */
export type Wanted = string | (() => string);

/** Requires headers with certain values, and responds with 403 without them. */
export function requireHeaders(headers: Readonly<Record<string, Wanted>>): Gateway {
  const wanted = Object.entries(headers);
  return (exchange) =>
    wanted.every(([name, value]) => exchange.header(name) === toValue(value)) ? undefined : gatewayPage(403);
}

/** Requires a cookie beside Jenkins' own, as oauth2-proxy does: a login page with 403 without it, 401 where JSON is accepted. */
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

/** 524 is Cloudflare's: the server behind it took the request, and was too slow. */
const reasons: Readonly<Record<number, string | undefined>> = { ...STATUS_CODES, 524: "A timeout occurred" };

/** A page of the gateway before Jenkins. */
export function gatewayPage(status: number): Replacement {
  const title = `${status} ${reasons[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { "Content-Type": "text/html" }, body };
}

/** The cookie by which a load balancer knows the node that a client belongs to. */
export const routeCookie = "ROUTEID";

/** A node for a client that has none yet. */
export function newRoute(): string {
  return randomBytes(4).toString("hex");
}
