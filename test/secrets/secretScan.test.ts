import { describe, expect, it } from "vitest";
import { findSecrets } from "./secretScan.ts";

const secret = 'gläserner "hund" <4711>?/+';
const value = "11cd9ab2f4e2721dfdf0091cca316f0a3e";
const key = "-----BEGIN KEY-----\nMIGHAgEA\n-----END KEY-----\n";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const html = (text: string) =>
  text.replace(
    /[&<>"ä]/g,
    (found) => `&${{ "&": "amp", "<": "lt", ">": "gt", '"': "quot", ä: "auml" }[found]};`,
  );

describe("the search for secrets", () => {
  it.each<[form: string, write: (text: string) => string]>([
    ["as it is", (text) => text],
    ["as the bytes of a file", (text) => Buffer.from(text).toString("latin1")],
    ["percent-encoded", encodeURIComponent],
    [
      "percent-encoded in lower-case hex",
      (text) => encodeURIComponent(text).replace(/%../g, (hex) => hex.toLowerCase()),
    ],
    ["percent-encoded twice", (text) => encodeURIComponent(encodeURIComponent(text))],
    ["form-encoded", (text) => new URLSearchParams([["", text]]).toString().slice(1)],
    ["as JSON", json],
    ["as JSON with escaped slashes", (text) => json(text).replaceAll("/", "\\/")],
    [
      "as JSON in escapes",
      (text) => text.replace(/./gs, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`),
    ],
    ["as JSON within JSON", (text) => json(json(text))],
    ["as HTML", html],
    ["as HTML in numbers", (text) => text.replace(/./gs, (c) => `&#${c.charCodeAt(0)};`)],
    ["as HTML in hexadecimal", (text) => text.replace(/./gs, (c) => `&#x${c.charCodeAt(0).toString(16)};`)],
    ["as percent-encoded JSON", (text) => encodeURIComponent(json(text))],
    ["as base64", base64],
    ["as base64 without padding", (text) => base64(text).replace(/=+$/, "")],
    ["as URL-safe base64", (text) => Buffer.from(text).toString("base64url")],
    ["as percent-encoded base64", (text) => encodeURIComponent(base64(text))],
    ["as base64 in JSON that escapes slashes", (text) => base64(text).replaceAll("/", "\\/")],
    ["as HTTP Basic", (text) => base64(`alice:${text}`)],
    ["as percent-encoded HTTP Basic", (text) => encodeURIComponent(base64(`svc-1:${text}`))],
    ["within the base64 of JSON", (text) => base64(JSON.stringify({ username: "al", fixedValue: text }))],
    ["as base64 after a path", (text) => `/some/path/${base64(text)}`],
  ])("finds one %s", (_, write) => {
    for (const each of [secret, value, key])
      expect(findSecrets(`before "${write(each)}" after`, ["another-4711", each])).toContainEqual(
        expect.stringMatching(/^secret 2 in (plain text|escapes|base64)$/),
      );
    expect(findSecrets(`before "${write(value)}" after`, [])).toContainEqual(
      expect.stringContaining("an API token"),
    );
  });

  it("finds one with its white space collapsed", () => {
    expect(findSecrets(key.trim().replace(/\s+/g, " "), [key])).toEqual(["secret 1 in plain text"]);
  });

  it("is content with what only looks random", () => {
    const text = `ci-1234567 5a8ff0f6-ff18-4d4d-b9ae-a8ad0ff1dd4f [secret] https://ci.example.com ${"ef".repeat(32)}`;
    expect(findSecrets(text, ["alice-pw"])).toEqual([]);
  });
});
