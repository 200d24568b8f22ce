import { expect, it } from "vitest";
import { readRedirect } from "../../../../../provider/jenkins/responses/redirect.ts";

it.each([
  ["/login?from=%2F&ticket=s3cret", "/login"],
  ["/login;jsessionid=node0abc.node0?x#y", "/login"],
  ["https://alice:s3cret@sso.example.com/auth?code=s3cret#s3cret", "https://sso.example.com/auth"],
  ["//s3cret@sso.example.com/auth", "//sso.example.com/auth"],
  ["https://sso.example.com/@alice/x", "https://sso.example.com/@alice/x"],
  ["?code=s3cret", ""],
])("a Location is shown without credentials, query and fragment: %s", (header, shown) => {
  expect(readRedirect(header, "https://ci.example.com", "/x").location).toBe(shown);
});
