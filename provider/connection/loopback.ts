import { BlockList, isIP } from "node:net";

const loopbackAddresses = new BlockList();
loopbackAddresses.addSubnet("127.0.0.0", 8, "ipv4");
loopbackAddresses.addAddress("::1", "ipv6");

/** The host of a URL without the brackets of IPv6 and without a final dot, in lower case. */
export function hostOf({ hostname }: URL): string {
  return hostname
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "")
    .toLowerCase();
}

/** Whether a URL leads to this machine itself: localhost and its subdomains, 127.0.0.0/8, ::1. */
export function isLoopback(url: URL): boolean {
  const host = hostOf(url);
  const family = isIP(host);
  if (family === 0) return /^(.+\.)?localhost$/.test(host);
  return loopbackAddresses.check(host, family === 4 ? "ipv4" : "ipv6");
}
