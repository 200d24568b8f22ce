import { describe, expect, it } from "vitest";
import { toChange } from "../../../../../provider/token/model/changes.ts";

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
