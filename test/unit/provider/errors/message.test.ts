import { describe, expect, it } from "vitest";
import { JenkinsError } from "../../../../provider/errors/jenkinsError.ts";
import { hintOf, joined, message, own } from "../../../../provider/errors/message.ts";
import { createSecrets } from "../../../../provider/http/secrets.ts";

function redactOf(...values: string[]) {
  const secrets = createSecrets();
  for (const value of values) secrets.add(value);
  return secrets.redact;
}

describe("a message", () => {
  it("keeps its own words whole, whatever a secret is, and shows none of what came from outside", () => {
    const shown = message`The token '${"token"}' of '${"alice"}' ${own("expires, token or not")} in ${3} days`;
    expect(shown.toText(redactOf("token", "expires", "days"))).toBe(
      "The token '[secret]' of 'alice' expires, token or not in 3 days",
    );
  });

  it("shows what came from outside in one line that gives no command", () => {
    const name = "a\u001b[2J\u202e\r\n::add-mask::b";
    expect(message`The name is ${name}.`.toText((text) => text)).toBe("The name is a ::add-mask::b.");
  });

  it("shows an error's summary or hint, whose own words stay whole too", () => {
    const error = new JenkinsError("unknownUser", { url: "https://ci.example.com", username: "user" });
    const redact = redactOf("user");
    expect(message`It failed: ${error}`.toText(redact)).toBe(
      "It failed: Jenkins at https://ci.example.com has no user '[secret]' (404).",
    );
    expect(hintOf(error).toText(redact)).toBe(error.hint);
  });

  it("may be several", () => {
    expect(joined(own("One."), undefined, message`${"Two"}.`).toText(redactOf("Two"))).toBe("One. [secret].");
  });
});
