import { describe, expect, it } from "vitest";
import { checkBudgets, type Results } from "../../../bench/budgets.ts";
import { median, round } from "../../../bench/numbers.ts";
import { toSvg } from "../../../bench/plot.ts";
import { type Variant, variants } from "../../../bench/programs.ts";
import { toBudgetRows, toMarkdown, toSeriesRows, toText } from "../../../bench/report.ts";
import type { Series } from "../../../bench/series.ts";
import { type Measurement, type Operation, operations } from "../../../bench/stack.ts";

/** Results in which every budget is met, but for the seconds that are given. */
function resultsWith(seconds: Partial<Record<Variant, number>>): Results {
  const usual = { packaged: 5, dynamic: 10, empty: 9, ballast: 9, curl: 30 };
  const toSeries = (variant: Variant, operation: Operation, userCount = 16): Series => ({
    variant,
    operation,
    userCount,
    count: 500,
    rounds: [toMeasurement({ ...usual, ...seconds }[variant])],
  });
  const names = Object.keys(operations) as Operation[];
  const rate = { lifecycle: 95, bareLoop: 100, ratio: 0.95 };
  return {
    series: [
      ...(Object.keys(variants) as Variant[]).flatMap((variant) =>
        names.map((each) => toSeries(variant, each)),
      ),
      ...names.map((each) => toSeries("packaged", each, 1)),
    ],
    requests: { create: 2, delete: 2, once: 2, refreshOfToken: 0, refreshOfOwner: 1 },
    throughput: { manyUsers: rate, oneUser: rate },
    importMs: 2,
    pluginStart: { plugin: 150, node: 40 },
    heap: { after500: 25e6, after2000: 26e6 },
  };
}

function toMeasurement(seconds: number): Measurement {
  const sizes = { stateBytes: 9000, resourceBytes: 3000, shimBytes: 900, providerBytes: 1e8 };
  const cpu = { cpuSeconds: undefined, programCpuSeconds: undefined, providerCpuSeconds: undefined };
  return { seconds, ...cpu, requests: 0, ...sizes };
}

describe("the budgets", () => {
  it("are met where all figures are good", () => {
    expect(checkBudgets(resultsWith({})).filter(({ isMet }) => !isMet)).toEqual([]);
  });

  it("are missed by the figures that are too high or too low, and shown as missed", () => {
    const missed = checkBudgets(resultsWith({ packaged: 9.5 })).filter(({ isMet }) => !isMet);
    expect(missed.map(({ name, goal }) => [name, goal])).toEqual([
      ["create: packaged / empty", "≤ 1"],
      ["no-op up: packaged / dynamic", "≤ 0.6"],
      ["refresh: packaged / dynamic", "≤ 0.6"],
      ["destroy: packaged / dynamic", "≤ 0.6"],
    ]);
    expect(toMarkdown(toBudgetRows(missed))).toContain(
      "| ✗ missed | create: packaged / empty | 1.06× | ≤ 1 | 9.5 against 9 s |",
    );
  });

  it("are missed where a figure could not be measured", () => {
    const results = resultsWith({});
    const missed = checkBudgets({
      ...results,
      series: results.series.filter(({ variant }) => variant !== "curl"),
    });
    expect(missed.filter(({ isMet }) => !isMet).map(({ name }) => name)).toEqual([
      "work beyond empty: packaged / curl",
    ]);
  });
});

describe("the tables", () => {
  it("show the median and the spread, and a dash for what can't be measured", () => {
    const rounds = [4, 2, 3].map(toMeasurement);
    const series: Series = { variant: "curl", operation: "create", count: 1, userCount: 16, rounds };
    expect(toText(toSeriesRows([series])).split("\n")[1]).toMatch(
      /^create .* 3 \(2–4\) +– +– +– +100 +0 +9$/,
    );
  });

  it("take the middle of the values, with three figures", () => {
    expect([median([3, 1, 2]), median([4, 1]), median([]), round(1234.5)]).toEqual([
      2,
      2.5,
      Number.NaN,
      1230,
    ]);
  });
});

it("a plot is an SVG with a line, a name and a scale of powers of ten for each variant", () => {
  const svg = toSvg("Time", "s", [
    {
      name: "one",
      points: [
        [1, 2],
        [500, 30],
      ],
    },
    {
      name: "other",
      points: [
        [1, 0.5],
        [500, 90],
      ],
    },
  ]);
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  for (const label of [">one<", ">other<", ">0.1<", ">100<", ">500<", ">Time (s)<"])
    expect(svg).toContain(label);
  expect(svg).not.toMatch(/NaN|Infinity/);
});
