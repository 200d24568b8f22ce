import { expect, it } from "vitest";
import { createClean } from "../../../cli/report/clean.ts";
import { createSecrets } from "../../../provider/http/secrets.ts";

it("a reason that is longer than a name may be stays whole", () => {
  const reason = "The UUID is a secret in its state. ".repeat(20).trim();
  expect(createClean(createSecrets())(reason)).toBe(reason);
});

it("a text loses secrets and what steers a terminal", () => {
  const secrets = createSecrets();
  secrets.add("cleaned-away-4711");
  expect(createClean(secrets)("a\u001b[2Jb\ncleaned-away-4711")).toBe("a b [secret]");
});
