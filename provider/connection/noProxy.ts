import { BlockList, isIP } from "node:net";
import { hostOf } from "./loopback.ts";

/**
 * Whether `NO_PROXY` exempts a URL from the proxy. Its entries are separated by commas or spaces: a host or domain (with
 * or without a leading dot; subdomains count), `*.example.com` (only subdomains), an address, a range of addresses
 * (CIDR), or `*`; each may end with a port.
 */
export function isExempt(url: URL, noProxy: string): boolean {
  const entries = noProxy.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => entry !== "" && matches(url, entry));
}

function matches(url: URL, entry: string): boolean {
  const { host: pattern, port } = splitPort(entry);
  if (port !== undefined && port !== portOf(url)) return false;
  const host = hostOf(url);
  if (pattern === "*" || pattern === host) return true;
  if (isIP(host) !== 0) return isInRange(host, pattern);
  const domain = pattern.replace(/^\*?\./, "").replace(/\.$/, "");
  return host.endsWith(`.${domain}`) || (host === domain && !pattern.startsWith("*"));
}

/** An address of IPv6 has a port only after brackets. */
function splitPort(entry: string): { host: string; port?: string } {
  const [, bracketed, bracketedPort] = /^\[(.+?)\](?::(\d+))?$/.exec(entry) ?? [];
  if (bracketed !== undefined) return { host: bracketed, ...(bracketedPort && { port: bracketedPort }) };
  const [, host, port] = /^([^:]+):(\d+)$/.exec(entry) ?? [];
  return host === undefined || port === undefined ? { host: entry } : { host, port };
}

function portOf({ port, protocol }: URL): string {
  return port || (protocol === "https:" ? "443" : "80");
}

/** An address counts as a range of one. */
function isInRange(address: string, range: string): boolean {
  const [network = "", prefix, ...rest] = range.replace(/[[\]]/g, "").split("/");
  if (isIP(network) === 0 || rest.length > 0) return false;
  const bits = isIP(network) === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d+$/.test(prefix) ? Number(prefix) : -1;
  if (length < 0 || length > bits) return false;
  const block = new BlockList();
  block.addSubnet(network, length, familyOf(network));
  return block.check(address, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}
