import { describe, expect, it } from "vitest";
import { isLoopback } from "../../../../provider/connection/loopback.ts";
import { proxyOfEnvironment } from "../../../../provider/connection/proxy.ts";

const proxy = "http://proxy:3128";

/** Whether the environment's proxy is used for a URL. */
function isProxied(url: string, noProxy: string): boolean {
  return proxyOfEnvironment(url, { ALL_PROXY: proxy, NO_PROXY: noProxy }) === proxy;
}

describe("NO_PROXY", () => {
  it.each([
    ["*", "https://ci.example.com"],
    ["ci.example.com", "https://ci.example.com"],
    ["CI.Example.com.", "https://ci.example.com"],
    ["ci.example.com", "https://ci.example.com./jenkins"],
    ["example.com", "https://ci.example.com"],
    [".example.com", "https://ci.example.com"],
    [".example.com", "https://example.com"],
    ["*.example.com", "https://ci.example.com"],
    ["other.org, example.com", "https://ci.example.com"],
    ["other.org example.com", "https://ci.example.com"],
    ["ci.example.com:8443", "https://ci.example.com:8443"],
    ["ci.example.com:443", "https://ci.example.com"],
    ["ci.example.com:80", "http://ci.example.com"],
    [".example.com:443", "https://ci.example.com"],
    ["*:8080", "http://ci.example.com:8080"],
    ["10.0.0.0/8", "http://10.1.2.3:8080"],
    ["10.1.2.3", "http://10.1.2.3"],
    ["10.1.2.3/32", "http://10.1.2.3"],
    ["0.0.0.0/0", "http://10.1.2.3"],
    ["10.1.2.3:8080", "http://10.1.2.3:8080"],
    ["fd00::/8", "http://[fd12:3456::1]"],
    ["[fd00::]/8", "http://[fd12:3456::1]"],
    ["FD12:3456:0:0::1", "http://[fd12:3456::1]:8080"],
    ["[fd12:3456::1]:8080", "http://[fd12:3456::1]:8080"],
    ["10.0.0.0/8", "http://[::ffff:10.1.2.3]"],
  ])("%s exempts %s", (noProxy, url) => {
    expect(isProxied(url, noProxy)).toBe(false);
  });

  it.each([
    ["", "https://ci.example.com"],
    ["*.example.com", "https://example.com"],
    ["example.com", "https://notexample.com"],
    ["ci.example.com", "https://example.com"],
    ["ci.example.com:8443", "https://ci.example.com"],
    ["10.0.0.0/8", "http://11.1.2.3"],
    ["10.0.0.0/8", "http://10.example.com"],
    ["10.0.0.0/33", "http://10.1.2.3"],
    ["10.0.0.0/", "http://10.1.2.3"],
    ["10.0.0.0/8/8", "http://10.1.2.3"],
    ["0.1.2.3", "http://10.1.2.3"],
    ["fd00::/8", "http://[fe12::1]"],
    ["[fd12:3456::1]:8080", "http://[fd12:3456::1]"],
    [",. ,", "https://ci.example.com"],
  ])("%s doesn't exempt %s", (noProxy, url) => {
    expect(isProxied(url, noProxy)).toBe(true);
  });
});

it.each([
  ["http://localhost:8080", true],
  ["http://LOCALHOST", true],
  ["http://localhost./", true],
  ["http://ci.localhost", true],
  ["http://127.0.0.1:8080", true],
  ["http://127.1", true],
  ["http://127.255.255.254", true],
  ["http://[::1]:8080", true],
  ["http://[::ffff:127.0.0.1]", true],
  ["http://128.0.0.1", false],
  ["http://notlocalhost", false],
  ["http://localhost.example.com", false],
  ["http://127.0.0.1.example.com", false],
  ["http://[::2]", false],
])("%s leads to this machine: %s; the environment's proxy is used for others alone", (url, isLocal) => {
  expect(isLoopback(new URL(url))).toBe(isLocal);
  expect(isProxied(url, "")).toBe(!isLocal);
});

it("the environment's proxy is that for the scheme, in lower case first", () => {
  const environment = { HTTPS_PROXY: "http://upper", https_proxy: "lower:3128", ALL_PROXY: "http://all" };
  expect(proxyOfEnvironment("https://ci.example.com", environment)).toBe("http://lower:3128");
  expect(proxyOfEnvironment("http://ci.example.com", environment)).toBe("http://all");
});
