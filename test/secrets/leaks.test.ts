import { describe, expect, it } from "vitest";
import { findLeaks } from "./leaks.ts";
import { findMistakable } from "./mistakable.ts";

const use = "alice's login";
const token = `11${"ab".repeat(16)}`;
const secrets = [
  { value: "gläserner-hund 4711", use },
  { value: token, use },
  { value: token, use: "alice's other login" },
  { value: "cd".repeat(16), use: "a legacy token" },
];

const basic = (text: string) => Buffer.from(text).toString("base64");

/** What is found in texts, each under a name of its own. */
function leaksOf(...texts: string[]): string[] {
  return findLeaks(
    texts.map((text, index) => ({ name: `text ${index + 1}`, text })),
    secrets,
  );
}

describe("the search through what a run has shown", () => {
  it.each([
    ["as it is", "the password is gläserner-hund 4711."],
    ["form-encoded", "p=gl%C3%A4serner-hund+4711&x=1"],
    ["as HTTP Basic", `Authorization: Basic ${basic("alice:gläserner-hund 4711")}`],
    ["of Jenkins' making", `{"tokenValue":"${token}"}`],
    ["of Jenkins' making, before 2.129", `script: value='${"cd".repeat(16)}'`],
    ["that no test has used", `11${"00".repeat(16)}`],
  ])("finds a secret %s", (_, text) => {
    expect(leaksOf("nothing here", text)).toEqual([expect.stringMatching(/^text 2 shows in /)]);
  });

  it("finds a secret that was printed in pieces", () => {
    const pieces = ["gläser", "ner-hund 4711"].map((text) => ({ name: "output", text }));
    expect(findLeaks(pieces, secrets)).toEqual(["output shows in plain text: alice's login"]);
  });

  it("names where the secret is used, and never the secret", () => {
    expect(leaksOf(`gläserner-hund 4711 ${token}`)).toEqual([
      "text 1 shows in plain text: alice's login (and 1 other uses)",
      "text 1 shows in plain text: alice's login",
    ]);
  });

  it("is content with checksums, UUIDs and what else looks random", () => {
    expect(leaksOf(`${"ef".repeat(32)} ebcf72f5-67df-481e-950f-55c16383b3ce ${"ef".repeat(16)}`)).toEqual([]);
  });
});

describe("a secret that verifies nothing", () => {
  const isMistakable = (value: string) =>
    findMistakable([{ value, use }], ["Try --verbose for more."]).length > 0;

  it("is a short one, or a word of our own texts", () => {
    expect(["s3cre", "--verbose", "gläserner-hund 4711", token].map(isMistakable)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
