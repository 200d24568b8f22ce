import { httpUrlProblem } from "./httpUrl.ts";
import { isLoopback } from "./loopback.ts";
import { isExempt } from "./noProxy.ts";
import type { Problem } from "./problem.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a URL, as curl does: `HTTPS_PROXY` or `HTTP_PROXY` by the scheme of the URL,
 * `ALL_PROXY`, in lower case too. Undefined where there is none, where `NO_PROXY` exempts the URL, and for this machine
 * itself, whose requests would only leave it.
 */
export function proxyOfEnvironment(url: string, environment: Environment): string | undefined {
  const { value } = findProxy(url, environment);
  return value === undefined ? undefined : withScheme(value);
}

/** What is wrong with that proxy; undefined where it is good, or none. */
export function findProxyProblem(url: string, environment: Environment): Problem | undefined {
  const { name = "", value } = findProxy(url, environment);
  const reason = value === undefined ? undefined : proxyUrlProblem(withScheme(value));
  return reason === undefined ? undefined : { path: name, reason };
}

function findProxy(text: string, environment: Environment): { name?: string; value?: string } {
  const url = new URL(text);
  const noProxy = environment.no_proxy || environment.NO_PROXY || "";
  if (isLoopback(url) || isExempt(url, noProxy)) return {};
  const scheme = url.protocol.replace(":", "_proxy");
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
