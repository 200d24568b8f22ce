import { describe, expect, it } from "vitest";
import { createSecrets, toBasicAuthorization } from "../../../../provider/http/secrets.ts";

function knowing(...values: string[]) {
  const secrets = createSecrets();
  for (const value of values) secrets.add(value);
  return secrets;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");
const unpadded = (text: string) => base64(text).replace(/=+$/, "");
const urlSafe = (text: string) => Buffer.from(text).toString("base64url");
const formEncoded = (text: string) => new URLSearchParams([["", text]]).toString().slice(1);
const lowerHex = (text: string) => text.replace(/%../g, (hex) => hex.toLowerCase());
const everyByte = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const units = (text: string) => [...text].map((character) => character.charCodeAt(0));
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const named: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  ä: "&auml;",
};
const html = (text: string) => text.replace(/[&<>"'ä]/g, (character) => `${named[character]}`);

/** How a secret is written where somebody repeats it. */
const forms: [name: string, write: (secret: string) => string][] = [
  ["as it is", (secret) => secret],
  ["percent-encoded", encodeURIComponent],
  ["percent-encoded in lower-case hex", (secret) => lowerHex(encodeURIComponent(secret))],
  ["percent-encoded as far as a path needs it", (secret) => encodeURI(secret).replaceAll("#", "%23")],
  ["percent-encoded to the last byte", everyByte],
  ["percent-encoded twice", (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ["form-encoded", formEncoded],
  ["form-encoded in lower-case hex", (secret) => lowerHex(formEncoded(secret))],
  ["as JSON", json],
  [
    "as JSON in ASCII",
    (secret) =>
      json(secret).replace(
        /[^ -~]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
      ),
  ],
  [
    "as JSON in escapes alone",
    (secret) =>
      units(secret)
        .map((unit) => `\\u${unit.toString(16).padStart(4, "0").toUpperCase()}`)
        .join(""),
  ],
  ["as JSON with escaped slashes", (secret) => json(secret).replaceAll("/", "\\/")],
  ["as JSON within JSON", (secret) => json(json(secret))],
  [
    "in hexadecimal escapes of JavaScript",
    (secret) =>
      units(secret)
        .map((unit) => `\\x${unit.toString(16).padStart(2, "0")}`)
        .join(""),
  ],
  ["as HTML", html],
  [
    "as HTML in decimal",
    (secret) =>
      units(secret)
        .map((unit) => `&#${unit};`)
        .join(""),
  ],
  [
    "as HTML in hexadecimal",
    (secret) =>
      units(secret)
        .map((unit) => `&#x${unit.toString(16)};`)
        .join(""),
  ],
  [
    "as HTML in upper-case hexadecimal with zeros",
    (secret) =>
      units(secret)
        .map((unit) => `&#X00${unit.toString(16).toUpperCase()};`)
        .join(""),
  ],
  ["as HTML within HTML", (secret) => html(html(secret))],
  ["as JSON within HTML", (secret) => html(json(secret))],
  ["as base64", base64],
  ["as base64 without padding", unpadded],
  ["as URL-safe base64", urlSafe],
  ["as percent-encoded base64", (secret) => encodeURIComponent(base64(secret))],
  ["as percent-encoded base64 in lower-case hex", (secret) => lowerHex(encodeURIComponent(base64(secret)))],
  ["as base64 in JSON that escapes slashes", (secret) => base64(secret).replaceAll("/", "\\/")],
  ["as base64 in HTML", (secret) => base64(secret).replaceAll("+", "&#43;").replaceAll("=", "&#61;")],
  ["as base64 in lines", (secret) => base64(`${"x".repeat(60)}${secret}`).replace(/.{64}(?=.)/g, "$&\r\n")],
  ["as base64 after a path", (secret) => `/some/path/${unpadded(secret)}`],
  ...[0, 1, 2].flatMap((offset): typeof forms => [
    [
      `within base64, ${offset} bytes after a group`,
      (secret) => base64(`${"x".repeat(9 + offset)}${secret}yy`),
    ],
    [
      `within URL-safe base64, ${offset} bytes after a group`,
      (secret) => urlSafe(`${"x".repeat(9 + offset)}${secret}y`),
    ],
  ]),
  [
    "within the base64 of JSON, as a script gets it",
    (secret) => base64(JSON.stringify({ username: "alice", fixedValue: secret })),
  ],
  ["as HTTP Basic", (secret) => toBasicAuthorization("alice", secret).replace("Basic ", "")],
  ["as percent-encoded HTTP Basic", (secret) => encodeURIComponent(base64(`alice:${secret}`))],
  ["as HTTP Basic without padding", (secret) => unpadded(`alice:${secret}`)],
  ["as URL-safe HTTP Basic", (secret) => urlSafe(`alice:${secret}`)],
  ["as HTTP Basic in Latin text", (secret) => Buffer.from(`alice:${secret}`, "latin1").toString("base64")],
  ["in UTF-8 read as Latin text", (secret) => Buffer.from(secret).toString("latin1")],
];

describe.each([
  ["a token", "11a0f4c58d3b2e6f7a8091b2c3d4e5f607"],
  ["a password of any characters", 'pä "ss"+w/rd?&<1>=\'%\\~'],
  ["a password that ends in spaces", "two words  "],
  ["a short password", "k3y!"],
  ["a word", "wrong"],
])("%s is taken out", (_, secret) => {
  it.each(forms)("%s", (_name, write) => {
    const redacted = knowing(secret).redact(`before "${write(secret)}" after`);
    expect(redacted).toBe('before "[secret]" after');
  });
});

describe("a private key is taken out", () => {
  const key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG+yqG\nSM49AgEGCCqGSM49\n-----END PRIVATE KEY-----\n";

  it.each(forms)("%s", (_name, write) => {
    expect(knowing(key).redact(`before "${write(key)}" after`)).not.toMatch(
      /MIGHAgEAMBMG|SM49AgEG|TUlHSEFnRUFN/,
    );
  });

  it("on one line", () => {
    expect(knowing(key).redact(`key: ${key.trim().replace(/\n/g, " ")}`)).toBe("key: [secret]");
  });
});

describe("redaction", () => {
  it("takes a secret out wherever it stands", () => {
    expect(knowing("s3cret").redact("s3cret, and s3cret again")).toBe("[secret], and [secret] again");
  });

  it("takes a short secret out as a word of its own alone", () => {
    const redact = knowing("no").redact;
    expect(redact("unknown: no, 'no', no_no")).toBe("unknown: [secret], '[secret]', [secret]_[secret]");
    expect(redact(`Basic ${base64("no")} and others`)).toBe(`Basic ${base64("no")} and others`);
  });

  it("leaves nothing of a longer secret behind that holds a shorter one", () => {
    expect(knowing("passw", "password1").redact("password1 passw")).toBe("[secret] [secret]");
  });

  it("leaves nothing of two secrets that overlap", () => {
    expect(knowing("abcdef", "defghi").redact("x abcdefghi y")).toBe("x [secret] y");
    expect(knowing("defghi", "abcdef").redact("x abcdefghi y")).toBe("x [secret] y");
  });

  it("doesn't look for secrets in its own marks", () => {
    const redact = knowing("secret", "[secret]").redact;
    expect(redact(redact("the secret"))).toBe("the [secret]");
  });

  it("recognizes a secret where a text is shortened", () => {
    const redact = knowing("a-long-secret").redact;
    expect(redact("before a-long-secret after", 10)).toBe("before [secret]");
    expect(redact("before a-long-secret after", 7)).toBe("before ");
    expect(redact("before after", 9)).toBe("before af");
  });

  it("passes over an empty secret, and leaves texts without one alone", () => {
    expect(knowing("", "s3cret").redact("nothing to hide")).toBe("nothing to hide");
  });

  it("reads a long text in all notations for many secrets", () => {
    const secrets = knowing(
      ...Array.from({ length: 500 }, (_, index) => `11${String(index).padStart(32, "0")}`),
    );
    const text = "<p>&amp; %41 \\u0041 some+words/of_a-page</p>\n".repeat(100);
    expect(secrets.redact(text)).toBe(text);
  });
});
