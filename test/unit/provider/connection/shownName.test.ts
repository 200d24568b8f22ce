import { expect, it } from "vitest";
import { findMeant } from "../../../../provider/connection/didYouMean.ts";
import { toShownName } from "../../../../provider/connection/shownName.ts";

it.each([
  ["a name", "jenkins.controllers", "jenkins.controllers"],
  ["a path", "/etc/ssl/certs/authority.pem", "/etc/ssl/certs/authority.pem"],
  ["20 letters", "abcdefghijklmnopqrst", "abcdefghijklmnopqrst"],
  ["20 letters and a digit", "abcdefghijklmnopqrst1", "[secret]"],
  ["a digit in another word", "abcdefghijklmnopqrst-1", "abcdefghijklmnopqrst-1"],
  ["16 hex digits", "0123456789abcdef", "[secret]"],
  ["the beginning of a JWT", "eyJhbGciOiJIUzI1NiJ9", "[secret]"],
  ["escape sequences", "\u001b[31mred\u001b[2J", "red"],
  ["lines", "x\n::add-mask::y", "x ::add-mask::y"],
])("%s is shown as a name in a message", (_, name, shown) => {
  expect(toShownName(name)).toBe(shown);
});

it("a name of any length is shown in part, and nothing is meant by it", () => {
  const name = "x".repeat(1_000_000);
  expect(toShownName(name)).toHaveLength(300);
  expect(findMeant(name, ["username", "version"])).toBeUndefined();
  expect(findMeant("userName", ["username", "version"])).toBe("username");
});
