import { describe, expect, it } from "vitest";
import { findLeaks } from "../support/wholeRun/leaks.ts";

const owner = "alice's login";
const token = `11${"ab".repeat(16)}`;
const secrets = [
  { value: "gläserner-hund", owner },
  { value: token, owner },
  { value: "cd".repeat(16), owner: "a legacy token" },
];

/** What is found in texts, each under a name of its own. */
function leaksOf(...texts: string[]): string[] {
  return findLeaks(
    texts.map((text, index) => ({ name: `text ${index + 1}`, text })),
    secrets,
  );
}

const basic = (text: string) => Buffer.from(text).toString("base64");

describe("the search through what a run has shown", () => {
  it.each([
    ["as it is", "the password is gläserner-hund."],
    ["percent-encoded", "?p=gl%C3%A4serner-hund"],
    ["of Jenkins' making", `{"tokenValue":"${token}"}`],
    ["of Jenkins' making, before 2.129", `script: value='${"cd".repeat(16)}'`],
    ["that no test has used", `11${"00".repeat(16)}`],
    ["as HTTP Basic", `Authorization: Basic ${basic(`alice:${token}`)}`],
    ["as base64 within a path", `/x/${basic(`{"password":"${token}"}`)}`],
  ])("finds a secret %s", (_, text) => {
    expect(leaksOf("nothing here", text)).toEqual([expect.stringMatching(/^text 2: /)]);
  });

  it("finds a secret that was printed in pieces", () => {
    const pieces = ["gläser", "ner-hund"].map((text) => ({ name: "output", text }));
    expect(findLeaks(pieces, secrets)).toEqual(["output: alice's login, in plain text"]);
  });

  it("names whose secret it is, and never the secret", () => {
    const found = leaksOf(`gläserner-hund ${token}`).join();
    expect(found).toContain(owner);
    expect(found).not.toContain("hund");
    expect(found).not.toContain(token);
  });

  it("is content with checksums, UUIDs and what else looks random", () => {
    expect(leaksOf(`${"ef".repeat(32)} ebcf72f5-67df-481e-950f-55c16383b3ce ${"ef".repeat(16)}`)).toEqual([]);
  });
});
