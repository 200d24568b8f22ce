import { median } from "./numbers.ts";
import { type Variant, variants } from "./programs.ts";
import { type Measurement, measureStack, type Operation, operations } from "./stack.ts";

/** One operation of one variant with so many resources of so many users, in several rounds. */
export interface Series {
  readonly variant: Variant;
  readonly count: number;
  readonly userCount: number;
  readonly operation: Operation;
  readonly rounds: readonly Measurement[];
}

export interface SeriesOptions {
  readonly counts: readonly number[];
  readonly rounds: number;
  readonly bin: string;
  readonly say: (what: string) => void;
}

/** How many users the resources belong to. A table of one user more: the largest number, for the packaged provider alone. */
export const manyUsers = 16;

/** Measures every variant with every number of resources. The variants take turns, so that all see the same machine. */
export async function measureSeries({ counts, rounds, bin, say }: SeriesOptions): Promise<Series[]> {
  const ofOneUser = { variant: "packaged", count: Math.max(...counts), userCount: 1 } as const;
  const combinations = [
    ...counts.flatMap((count) => toVariants().map((variant) => ({ variant, count, userCount: manyUsers }))),
    ofOneUser,
  ];
  const taken = combinations.map((combination) => ({
    combination,
    rounds: [] as Awaited<ReturnType<typeof measureStack>>[],
  }));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { combination, rounds: results } of taken) {
      const { variant, count, userCount } = combination;
      say(`round ${round} of ${rounds}: ${variant}, ${count} resources of ${userCount} users`);
      results.push(await measureStack({ ...combination, bin }));
    }
  }
  return taken.flatMap(({ combination, rounds: results }) =>
    (Object.keys(operations) as Operation[]).map((operation) => ({
      ...combination,
      operation,
      rounds: results.map((result) => result[operation]),
    })),
  );
}

function toVariants(): Variant[] {
  return Object.keys(variants) as Variant[];
}

/** Looks up the median of a measurement. */
export function medianIn(series: readonly Series[], count: number) {
  return (
    variant: Variant,
    operation: Operation,
    key: keyof Measurement = "seconds",
    userCount = manyUsers,
  ) => {
    const found = series.find(
      (each) =>
        each.variant === variant &&
        each.operation === operation &&
        each.count === count &&
        each.userCount === userCount,
    );
    return median(found?.rounds.map((round) => round[key] ?? Number.NaN) ?? []);
  };
}
