import { JenkinsError } from "../errors.ts";

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
  const problem = findProxyProblem(target, environment);
  if (problem) throw new JenkinsError("connectionInvalid", problem);
  if (target.proxy !== undefined) return { proxy: target.proxy, noProxy: "" };
  const { value } = proxyOfEnvironment(target, environment);
  const noProxy = environment.no_proxy || environment.NO_PROXY || "";
  return { proxy: value === undefined ? undefined : withScheme(value), noProxy };
}

/** What is wrong with the proxy that the environment names; undefined where it is good, or none. */
export function findProxyProblem(
  target: Target,
  environment: Environment,
): { readonly setting: string; readonly reason: string } | undefined {
  const { name = "", value } = proxyOfEnvironment(target, environment);
  if (target.proxy !== undefined || value === undefined || isProxyUrl(withScheme(value))) return undefined;
  const reason = "must be a URL such as http://proxy.example.com:3128; a % in its password is written %25";
  return { setting: name, reason };
}

function proxyOfEnvironment({ url }: Target, environment: Environment): { name?: string; value?: string } {
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

/** Whether a text is a URL whose user and password can be read. */
export function isProxyUrl(text: string): boolean {
  try {
    readProxyLogin(text);
    return true;
  } catch {
    return false;
  }
}

/** User and password of a proxy's URL; empty where it has none. */
export function readProxyLogin(proxy: string): { username: string; password: string } {
  const { username, password } = new URL(proxy);
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}
