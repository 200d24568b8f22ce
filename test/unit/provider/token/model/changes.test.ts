import { describe, expect, it } from "vitest";
import { describeChange, toChange } from "../../../../../provider/token/model/changes.ts";

describe("a change", () => {
  it.each([
    [undefined, 1, "add"],
    [1, undefined, "delete"],
    [1, 2, "update"],
    [1, 1, "update"],
  ] as const)("from %s to %s is called %s", (old, next, kind) => {
    expect(toChange("version", { old, next })).toStrictEqual({ path: "version", kind, replaces: false });
  });

  it("may take a new resource, and have a reason", () => {
    const change = { old: 1, next: 2, replaces: true, reason: "it expired" };
    expect(toChange("expiresOn", change)).toMatchObject({ replaces: true, reason: "it expired" });
  });
});

describe("the sentence about a change", () => {
  const state = { tokenName: "deploy", username: "alice" };
  const change = { path: "expiresOn", kind: "update" } as const;

  it.each([
    [true, "The token 'deploy' of 'alice' is replaced: it expired."],
    [false, "The token 'deploy' of 'alice' is updated in place: it expired."],
  ])("gives its reason, where replaces is %s", (replaces, sentence) => {
    const described = describeChange(state, { ...change, replaces, reason: "it expired" });
    expect(described?.toText((text) => text)).toBe(sentence);
  });

  it("is none where the property says it all", () => {
    expect(describeChange(state, { ...change, replaces: true })).toBeUndefined();
  });
});
