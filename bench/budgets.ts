import type { HeapSizes } from "./memory.ts";
import { round } from "./numbers.ts";
import type { RequestCounts } from "./requests.ts";
import { medianIn, type Series } from "./series.ts";
import type { Operation } from "./stack.ts";
import type { Throughput } from "./throughput.ts";

/** One figure, with what is asked of it. */
export interface Budget {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Such as `≥ 0.8`. */
  readonly goal: string;
  readonly isMet: boolean;
  /** What the figure was made from. */
  readonly from: string;
}

/** Everything that was measured. */
export interface Results {
  readonly series: readonly Series[];
  readonly requests: RequestCounts;
  readonly throughput: { readonly manyUsers: Throughput; readonly oneUser: Throughput };
  readonly importMs: number;
  readonly pluginStart: { readonly plugin: number; readonly node: number };
  readonly heap: HeapSizes;
}

/** The budgets, with the largest number of resources that was measured. */
export function checkBudgets({
  series,
  requests,
  throughput,
  importMs,
  pluginStart,
  heap,
}: Results): Budget[] {
  const count = Math.max(...series.map((each) => each.count));
  const of = medianIn(series, count);
  const compare = (goal: number, name: string, upper: number, lower: number, unit = "s", note = "") =>
    atMost(goal, name, upper / lower, "×", `${round(upper)} against ${round(lower)} ${unit}${note}`);
  const toDynamic = (operation: Operation) => {
    const [packaged, dynamic] = [of("packaged", operation), of("dynamic", operation)];
    const floor = `; empty resources take ${round(of("empty", operation))} s`;
    return compare(0.6, `${operation}: packaged / dynamic`, packaged, dynamic, "s", floor);
  };
  const empty = of("empty", "create");
  const rates = ({ lifecycle, bareLoop }: Throughput) =>
    `${round(lifecycle)} against ${round(bareLoop)} tokens/s`;
  const [resource, ballast] = ["dynamic", "ballast"].map((variant) =>
    of(variant as "dynamic", "create", "resourceBytes"),
  ) as [number, number];

  return [
    atMost(2, "requests of a create", requests.create, "", "generate and verify"),
    atMost(2, "requests of a delete", requests.delete, "", "revoke and list"),
    atMost(2, "requests once per process", requests.once, "", "crumb, version"),
    atMost(
      0,
      "requests of a refresh, for each token",
      requests.refreshOfToken,
      "",
      "the owner's list shows it",
    ),
    atMost(1, "requests of a refresh, for each owner", requests.refreshOfOwner, "", "one list"),
    compare(1, "create: packaged / empty", of("packaged", "create"), empty),
    toDynamic("no-op up"),
    toDynamic("refresh"),
    toDynamic("destroy"),
    compare(
      1.5,
      "refresh: packaged, one user / empty",
      of("packaged", "refresh", "seconds", 1),
      of("empty", "refresh"),
    ),
    compare(
      1.25,
      "create: dynamic / empty with as much state",
      of("dynamic", "create"),
      of("ballast", "create"),
    ),
    atMost(
      1.1,
      "state of a token / of as much state",
      resource / ballast,
      "×",
      `${resource} against ${ballast} bytes`,
    ),
    compare(
      1 / 3,
      "work beyond empty: packaged / curl",
      of("packaged", "create") - empty,
      of("curl", "create") - empty,
    ),
    atLeast(
      0.8,
      "lifecycle create, 16 users / bare loop",
      throughput.manyUsers.ratio,
      "×",
      rates(throughput.manyUsers),
    ),
    atLeast(
      0.9,
      "lifecycle create, one user / bare loop",
      throughput.oneUser.ratio,
      "×",
      rates(throughput.oneUser),
    ),
    compare(1.2, "heap after 2,000 tokens / after 500", heap.after2000 / 1e6, heap.after500 / 1e6, "MB"),
    atMost(
      200,
      "plugin start to port",
      pluginStart.plugin,
      " ms",
      `an empty Node.js takes ${round(pluginStart.node)} ms`,
    ),
    atMost(30, "import beside @pulumi/pulumi", importMs, " ms", ""),
    atMost(
      1200,
      "serialized provider",
      of("dynamic", "create", "shimBytes"),
      " bytes",
      "twice in the state of each dynamic token",
    ),
  ];
}

function atLeast(goal: number, name: string, value: number, unit: string, from: string): Budget {
  return { name, value, unit, goal: `≥ ${goal}`, isMet: value >= goal, from };
}

function atMost(goal: number, name: string, value: number, unit: string, from: string): Budget {
  return { name, value, unit, goal: `≤ ${round(goal)}`, isMet: value <= goal, from };
}
