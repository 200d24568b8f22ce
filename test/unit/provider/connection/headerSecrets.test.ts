import { expect, it } from "vitest";
import { secretsOfHeader } from "../../../../provider/connection/headerSecrets.ts";

it.each([
  ["X-Key", "a-key-4711", ["a-key-4711"]],
  ["X-Key", "on", []],
  ["X-Key", "abc", ["abc"]],
  ["X-Key", "k3y!", ["k3y!"]],
  ["Proxy-Authorization", "Bearer a-token", ["Bearer a-token", "a-token"]],
  ["Proxy-Authorization", "Bearer k3y", ["Bearer k3y", "k3y"]],
  ["Proxy-Authorization", "Basic dXNlcjpwYXNz", ["Basic dXNlcjpwYXNz", "dXNlcjpwYXNz", "pass"]],
  [
    "cookie",
    "theme=dark; _oauth2_proxy=a-cookie=",
    ["theme=dark; _oauth2_proxy=a-cookie=", "dark", "a-cookie="],
  ],
])("the secrets of %s: %s are its value and what stands in it", (name, value, secrets) => {
  expect(secretsOfHeader(name, value)).toEqual(secrets);
});
