import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { toTriggers } from "../../../../provider/dynamic/triggers.ts";

class Release {
  readonly number = 7;
}

const day = new Date("2026-11-01T08:30:00Z");

/** The same value as the output of another resource. */
const ofResource = (value: unknown): unknown => pulumi.output(1).apply(() => value);

/** What comes of a value that may hold outputs. */
async function resolved(value: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    pulumi.all([value]).apply(([all]) => resolve(all));
  });
}

describe("triggers", () => {
  it.each([
    ["a date", { at: day }, { at: "2026-11-01T08:30:00.000Z" }],
    ["a date deep inside", { all: [{ at: day }] }, { all: [{ at: "2026-11-01T08:30:00.000Z" }] }],
    ["a date to come", { at: Promise.resolve(day) }, { at: "2026-11-01T08:30:00.000Z" }],
    ["a date of another resource", { at: ofResource(day) }, { at: day.toISOString() }],
    ["all of them as one output", ofResource({ at: day }), { at: day.toISOString() }],
    [
      "what the state holds as it is",
      { text: "a", number: 1.5, flag: false, nothing: null, list: [1], map: Object.create(null) },
      { text: "a", number: 1.5, flag: false, nothing: null, list: [1], map: {} },
    ],
  ])("hold %s", async (_, given, expected) => {
    expect(await resolved(toTriggers("deploy", given))).toEqual(expected);
  });

  it("stay secret where they are", async () => {
    const { at } = toTriggers("deploy", { at: pulumi.secret(day) });
    expect(await pulumi.isSecret(at)).toBe(true);
  });

  it.each<[what: string, value: unknown, described: string]>([
    ["a date without a time", new Date("never"), "a Date without a time"],
    ["a map", new Map([["a", 1]]), "an instance of Map"],
    ["a set", new Set([1]), "an instance of Set"],
    ["an instance of a class", new Release(), "an instance of Release"],
    ["a function", () => 1, "a function"],
    ["a symbol", Symbol("once"), "a symbol"],
    ["a bigint", 1n, "a bigint"],
    ["no number", Number.NaN, "NaN"],
    ["infinity", Number.POSITIVE_INFINITY, "Infinity"],
    ["an asset", new pulumi.asset.StringAsset("text"), "an instance of StringAsset"],
  ])("can't hold %s", (_, value, described) => {
    for (const [triggers, path] of [
      [{ a: value }, "triggers.a"],
      [{ a: { b: [value] } }, "triggers.a.b[0]"],
    ] as const)
      expect(() => toTriggers("deploy", triggers)).toThrow(
        `JenkinsApiToken 'deploy': ${path} is ${described}, which Pulumi can't compare with that of the last up.`,
      );
  });

  it("end a program by an error without a stack trace", () => {
    expect(() => toTriggers("deploy", { a: 1n })).toThrow(pulumi.RunError);
  });
});
