import { JenkinsError } from "../errors/catalogue.ts";
import { httpUrlProblem } from "./httpUrl.ts";

type Environment = Readonly<Record<string, string | undefined>>;

interface Target {
  /** URL of a controller. */
  readonly url: string;
  /** URL of the proxy that its connection names. */
  readonly proxy?: string | undefined;
}

/** The proxy on the way to a controller. */
export interface ProxyRoute {
  /** Its URL, with its credentials if it wants any; undefined without one. */
  readonly proxy: string | undefined;
  /** Hosts that need none, as in `NO_PROXY`. */
  readonly noProxy: string;
}

/**
 * The proxy of the connection, for every request; else the one that the environment names for the scheme of the URL, as
 * for curl: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, in lower case too, and `NO_PROXY`.
 *
 * @throws JenkinsError `connectionInvalid` for a variable that holds no URL
 */
export function proxyRoute(target: Target, environment: Environment): ProxyRoute {
  if (target.proxy !== undefined) return { proxy: target.proxy, noProxy: "" };
  const problem = findProxyProblem(target.url, environment);
  if (problem) throw new JenkinsError("connectionInvalid", { problems: [problem] });
  const { value } = proxyOfEnvironment(target.url, environment);
  const noProxy = environment.no_proxy || environment.NO_PROXY || "";
  return { proxy: value === undefined ? undefined : withScheme(value), noProxy };
}

/** What is wrong with the proxy that the environment names for a URL; undefined where it is good, or none. */
export function findProxyProblem(
  url: string,
  environment: Environment,
): { readonly setting: string; readonly reason: string } | undefined {
  const { name = "", value } = proxyOfEnvironment(url, environment);
  if (value === undefined) return undefined;
  const reason = proxyUrlProblem(withScheme(value));
  return reason === undefined ? undefined : { setting: name, reason };
}

function proxyOfEnvironment(url: string, environment: Environment): { name?: string; value?: string } {
  const scheme = new URL(url).protocol.replace(":", "_proxy");
  for (const name of [scheme, scheme.toUpperCase(), "all_proxy", "ALL_PROXY"]) {
    const value = environment[name];
    if (value) return { name, value };
  }
  return {};
}

/** Many people write `proxy.example.com:3128`. */
function withScheme(value: string): string {
  return value.includes("://") ? value : `http://${value}`;
}

/** What is wrong with the URL of a proxy; undefined for a good one. */
export function proxyUrlProblem(text: string): string | undefined {
  const problem = httpUrlProblem(text, "http://proxy.example.com:3128");
  if (problem !== undefined) return problem;
  try {
    readProxyLogin(text);
    return undefined;
  } catch {
    return "has a % in its login that must be written %25";
  }
}

/** User and password of a proxy's URL; empty where it has none. */
export function readProxyLogin(proxy: string): { username: string; password: string } {
  const { username, password } = new URL(proxy);
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}
