import { describe, expect, it } from "vitest";
import { createSecrets, toBasicAuthorization } from "../../../../provider/http/secrets.ts";

function knowing(...entries: [value: string, username?: string][]) {
  const secrets = createSecrets();
  for (const [value, username] of entries) secrets.add(value, username);
  return secrets;
}

describe("redaction of a text", () => {
  it("takes a secret out wherever it stands", () => {
    expect(knowing(["s3cret"]).redact("s3cret, and s3cret again")).toBe("[secret], and [secret] again");
  });

  it("knows a secret percent-encoded, as in a URL", () => {
    expect(knowing(["pä ss/w%"]).redact("https://ci/?p=p%C3%A4%20ss%2Fw%25")).toBe("https://ci/?p=[secret]");
  });

  it("knows a secret form-encoded, as in the body of a request", () => {
    expect(knowing(["it's a (secret)!"]).redact("p=it%27s+a+%28secret%29%21&x=1")).toBe("p=[secret]&x=1");
  });

  it("knows a secret as it stands in JSON", () => {
    const secrets = knowing(['a"b<c>&d\\e']);
    expect(secrets.redact(JSON.stringify({ password: 'a"b<c>&d\\e' }))).toBe('{"password":"[secret]"}');
  });

  it("knows a secret as base64", () => {
    expect(knowing(["pässword"]).redact("value cMOkc3N3b3Jk")).toBe("value [secret]");
  });

  it("knows a secret as HTTP Basic, together with its user", () => {
    const header = toBasicAuthorization("alice", "password");
    expect(knowing(["password", "alice"]).redact(`Authorization: ${header}`)).toBe(
      "Authorization: Basic [secret]",
    );
  });

  it("leaves nothing of a longer secret behind that holds a shorter one", () => {
    expect(knowing(["word"], ["password1"]).redact("password1 word")).toBe("[secret] [secret]");
  });

  it("leaves nothing behind of two secrets that overlap", () => {
    expect(knowing(["abcdef"], ["defghi"]).redact("x abcdefghi y")).toBe("x [secret] y");
    expect(knowing(["defghi"], ["abcdef"]).redact("x abcdefghi y")).toBe("x [secret] y");
  });

  it("doesn't look for secrets in its own marks", () => {
    expect(knowing(["secret"], ["e"]).redact("the secret")).toBe("th[secret] [secret]");
  });

  it("passes over an empty secret, and leaves texts without one alone", () => {
    expect(knowing([""], ["s3cret"]).redact("nothing to hide")).toBe("nothing to hide");
  });
});
