import { describe, expect, it } from "vitest";
import { findTokenNameProblem, findUserIdProblem, toUsableName } from "../../../../provider/jenkins/names.ts";

describe("the name of a token", () => {
  it.each(["deploy", `od"d <b>&amp; 'späth' 雪`, "👩‍💻 two  spaces ", "x".repeat(1000)])(
    "is kept as it is: %s",
    (name) => {
      expect(findTokenNameProblem(name)).toBeUndefined();
      expect(toUsableName(name)).toBe(name);
    },
  );

  it.each([
    ["half of a surrogate pair", "\ud800"],
    ["NUL", "\0"],
    ["a line break", "\n"],
    ["an escape", "\u001b"],
    ["U+FFFE", "\ufffe"],
    ["a mark of direction", "\u202e"],
  ])("can't hold %s, which is taken out of a name that Jenkins lists", (_, character) => {
    expect(findTokenNameProblem(`a${character}b`)).toMatch(/^must be one line/);
    expect(toUsableName(`a${character}b${character}`)).toBe("ab");
  });

  it("can't be blank", () => {
    expect(findTokenNameProblem(" ")).toBe("must not be blank: Jenkins would choose a name itself");
  });
});

describe("a user ID", () => {
  it.each(["alice", "späth smith+x@corp", "team/svc", "DOMAIN\\user", "a..b", "line\nbreak"])(
    "may be %s",
    (id) => {
      expect(findUserIdProblem(id)).toBeUndefined();
    },
  );

  it.each([".", "..", "a\0b", "a\udc00", "a\uffffb"])("can't be %j", (id) => {
    expect(findUserIdProblem(id)).toMatch(/^must not /);
  });
});
