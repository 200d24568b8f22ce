import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jenkinsErrorCodes } from "../../../provider/errors/catalogue.ts";
import { chapters } from "../../../scripts/errorsPage/chapters.ts";
import { readRecordings } from "../../../scripts/errorsPage/recordings.ts";
import { otherRecordings, toErrorsPage } from "../../../scripts/errorsPage/toErrorsPage.ts";
import { wrap } from "../../../scripts/errorsPage/wrap.ts";

const { messages, shown } = readRecordings();

describe("docs/errors.md", () => {
  it("is what `npm run docs:errors` makes of the catalogue today", () => {
    const file = readFileSync(join(import.meta.dirname, "../../../docs/errors.md"), "utf8");
    const page = toErrorsPage({ codes: jenkinsErrorCodes, messages, shown });
    expect(file, "run `npm run docs:errors`").toBe(page);
  });

  it("shows each error of the catalogue as a test has brought it about, and no other", () => {
    expect([...messages.keys()].toSorted()).toEqual([...jenkinsErrorCodes].toSorted());
    for (const [code, message] of messages) expect(message).toContain(`\n  error code: ${code}`);
  });

  it("shows what the terminal shows of those that people meet most", () => {
    const known: readonly string[] = [...jenkinsErrorCodes, ...otherRecordings];
    expect([...shown.keys()].filter((code) => !known.includes(code))).toEqual([]);
    expect(shown.size).toBeGreaterThan(12);
  });

  it("has chapters that begin with errors that there are", () => {
    const known: readonly string[] = jenkinsErrorCodes;
    expect(Object.keys(chapters).filter((code) => !known.includes(code))).toEqual([]);
  });
});

describe("a long line", () => {
  it("is broken between words, and goes on where it began", () => {
    const words = Array(40).fill("word").join(" ");
    expect(wrap("short")).toBe("short");
    expect(wrap(words).split("\n")).toEqual([
      Array(22).fill("word").join(" "),
      Array(18).fill("word").join(" "),
    ]);
    expect(wrap(`  error: ${words}`).split("\n")[1]).toMatch(/^ {4}word/);
  });

  it("is left whole where it has no place to break", () => {
    expect(wrap("x".repeat(200))).toBe("x".repeat(200));
  });
});
