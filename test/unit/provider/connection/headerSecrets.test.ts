import { expect, it } from "vitest";
import { secretsOfHeader } from "../../../../provider/connection/headerSecrets.ts";

it.each([
  ["X-Key", "a-key-4711", [{ secret: "a-key-4711" }]],
  ["X-Key", "on", []],
  ["Proxy-Authorization", "Bearer a-token", [{ secret: "Bearer a-token" }, { secret: "a-token" }]],
  [
    "Proxy-Authorization",
    "Basic dXNlcjpwYXNz",
    [{ secret: "Basic dXNlcjpwYXNz" }, { secret: "dXNlcjpwYXNz" }, { secret: "pass", username: "user" }],
  ],
  [
    "cookie",
    "theme=dark; _oauth2_proxy=a-cookie=",
    [{ secret: "theme=dark; _oauth2_proxy=a-cookie=" }, { secret: "a-cookie=" }],
  ],
])("the secrets of %s: %s are its value and what stands in it", (name, value, secrets) => {
  expect(secretsOfHeader(name, value)).toEqual(secrets);
});
