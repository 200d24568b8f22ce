import type { HttpResponse } from "../../http/httpClient.ts";

/**
 * Whether Jenkins itself responded. All of its own pages show its version, unless a hardened front hides that: then other
 * headers, the resources that each of its pages names, or the class in its JSON show it. Pages of Jetty and of proxies don't.
 */
export function isFromJenkins({ headers, body }: HttpResponse): boolean {
  if (ownHeaders.some((name) => name in headers)) return true;
  const head = body.slice(0, 4096);
  return /<head\b[^<>]*\bresurl="/i.test(head) || /^\s*\{"_class":"(hudson|jenkins)\./.test(head);
}

const ownHeaders = ["x-jenkins", "x-hudson", "x-jenkins-session", "x-you-are-authenticated-as"];

/**
 * Whether the response to an anonymous request for the login page shows that Jenkins is up: by its own page, or by a redirect
 * to that of single sign-on. While it starts, it responds with 503.
 */
export function isFromRunningJenkins(response: HttpResponse): boolean {
  const { status, headers } = response;
  const isToRealm = status >= 300 && /\/securityRealm\//.test(headers.location ?? "");
  return status < 400 && (isFromJenkins(response) || isToRealm);
}

/** 403 because of the crumb, not of a permission; Jetty writes the reason into the page or the JSON. */
export function isCrumbRefusal({ status, body }: HttpResponse): boolean {
  return status === 403 && body.includes("No valid crumb was included in the request");
}

/** The page of a controller that boots; it has done nothing with the request. */
export function isStarting({ status, body }: HttpResponse): boolean {
  return status === 503 && body.includes("<title>Starting Jenkins");
}

/**
 * What a proxy or gateway reports of a controller that gives it no response, or none in time. Cloudflare has statuses of its own
 * for that, 520 to 530.
 */
export function isGatewayFailure({ status }: HttpResponse): boolean {
  return [502, 503, 504].includes(status) || (status >= 520 && status <= 530);
}

/**
 * A refusal that Jenkins has nothing to do with. Its own 401 names the realm Jenkins; its own 403 shows its version, is
 * empty, or is Jetty's page or JSON.
 */
export function isGatewayRefusal(response: HttpResponse): boolean {
  const { status, headers, body } = response;
  if (status === 401) return !/realm="?Jenkins/i.test(headers["www-authenticate"] ?? 'realm="Jenkins"');
  return status === 403 && !isFromJenkins(response) && body !== "" && !/Jetty|"servlet"/.test(body);
}

/** A page with status 200, where a response for a program was requested. */
export function isPage({ status, headers, body }: HttpResponse): boolean {
  return status === 200 && /html/.test(headers["content-type"] ?? "") && /^\s*<(!doctype|html)/i.test(body);
}

/**
 * A response whose end is missing, although the connection wasn't cut: what isn't in it may be there. An empty one has
 * no end.
 */
export function isCutOff(response: HttpResponse): boolean {
  const { status, headers, body } = response;
  if (status !== 200 || body === "") return false;
  if (isPage(response)) return isFromJenkins(response) && !/<\/html>/i.test(body);
  return /json/.test(headers["content-type"] ?? "") && toJson(body) === undefined;
}

/** A page where somebody shall log in. */
export function isLoginPage(response: HttpResponse): boolean {
  if (!isPage(response)) return false;
  const page = response.body.slice(0, longestHead);
  if (/<input\b[^<>]*\btype=["']?password\b/i.test(page)) return true;
  const [, title = ""] = /<(?:title|h1)\b[^<>]*>([\s\S]{0,500})/i.exec(page) ?? [];
  return /sign.?in|log.?in|single.sign/i.test(
    title.replace(/<\/(title|h1)[\s\S]*/i, "").replace(/<[^<>]*>/g, ""),
  );
}

/** More of a page needn't be read to know it for a login page, in characters. */
const longestHead = 64 * 1024;

/** How servers say, in plain HTTP, that they want TLS on that port. */
export function wantsHttps({ status, body }: HttpResponse): boolean {
  return status === 400 && /plain HTTP|HTTP request to an HTTPS server/i.test(body);
}

/** How nginx says that it wants another client certificate. */
export function wantsClientCertificate({ status, body }: HttpResponse): boolean {
  return status === 400 && /SSL certificate/i.test(body);
}

/** The JSON of a text; undefined where it is none. */
export function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
