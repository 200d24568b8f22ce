import { describe, expect, it } from "vitest";
import { toUsableName } from "../../../../provider/jenkins/names.ts";

describe("a name that Jenkins lists", () => {
  it.each(["deploy", `od"d <b>&amp; 'späth' 雪`, "👩‍💻 two  spaces ", "x".repeat(1000)])(
    "is kept as it is: %s",
    (name) => {
      expect(toUsableName(name)).toBe(name);
    },
  );

  it.each([
    ["half of a surrogate pair", "\ud800"],
    ["a line break", "\n"],
    ["an escape", "\u001b"],
    ["U+FFFE", "\ufffe"],
    ["a mark of direction", "\u202e"],
  ])("loses %s", (_, character) => {
    expect(toUsableName(`a${character}b${character}`)).toBe("ab");
  });
});
