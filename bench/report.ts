/** One figure, with what is asked of it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The goal, such as `≥ 0.8`. */
  readonly goal: string;
  readonly isMet: boolean;
  /** What the figure was made from. */
  readonly from: string;
}

/** A figure that must be so much or more. */
export function atLeast(goal: number, name: string, value: number, unit: string, from: string): Figure {
  return { name, value, unit, goal: `≥ ${goal}`, isMet: value >= goal, from };
}

/** A figure that must be so much or less. */
export function atMost(goal: number, name: string, value: number, unit: string, from: string): Figure {
  return { name, value, unit, goal: `≤ ${goal}`, isMet: value <= goal, from };
}

/** The figures as a table for people. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, goal, isMet, from }) => [
    isMet ? "✓" : "✗",
    name,
    `${round(value)}${unit}`,
    goal,
    from,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

/** Three figures are enough. */
export function round(value: number): number {
  return Number(value.toPrecision(3));
}
