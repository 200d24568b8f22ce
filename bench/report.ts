import type { Budget } from "./budgets.ts";
import { median, round } from "./numbers.ts";
import { variants } from "./programs.ts";
import type { Series } from "./series.ts";
import type { Measurement } from "./stack.ts";

/** The budgets as rows of a table, the heads first. */
export function toBudgetRows(budgets: readonly Budget[]): string[][] {
  const rows = budgets.map(({ name, value, unit, goal, isMet, from }) => [
    isMet ? "✓" : "✗ missed",
    name,
    `${round(value)}${unit}`,
    goal,
    from,
  ]);
  return [["", "figure", "value", "budget", "from"], ...rows];
}

/** The measurements of one number of resources as rows of a table, the heads first: median, and lowest to highest. */
export function toSeriesRows(series: readonly Series[]): string[][] {
  const heads = [
    "operation",
    "variant",
    "s",
    "CPU s",
    "CPU s, program",
    "CPU s, provider",
    "provider MB",
    "requests",
    "state KB",
  ];
  const rows = series.map(({ operation, variant, userCount, rounds }) => [
    operation,
    userCount === 1 ? `${variants[variant]}, one user` : variants[variant],
    spread(rounds, "seconds", 1),
    spread(rounds, "cpuSeconds", 1),
    spread(rounds, "programCpuSeconds", 1),
    spread(rounds, "providerCpuSeconds", 1),
    spread(rounds, "providerBytes", 1e6),
    spread(rounds, "requests", 1),
    spread(rounds, "stateBytes", 1e3),
  ]);
  return [heads, ...rows];
}

function spread(rounds: readonly Measurement[], key: keyof Measurement, unit: number): string {
  const values = rounds.map((each) => each[key]).filter((value) => value !== undefined);
  if (values.length === 0) return "–";
  const [middle, low, high] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    round(value / unit),
  );
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}

/** For people at a terminal. */
export function toText(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** For a page. */
export function toMarkdown([heads = [], ...rows]: readonly string[][]): string {
  const toLine = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  return [heads, heads.map(() => "---"), ...rows].map(toLine).join("\n");
}
