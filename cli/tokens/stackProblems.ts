import type { StackProblem } from "../stacks/readStacks.ts";
import type { Problem } from "./problem.ts";

/** Stacks that were not read, as problems. */
export function toStackProblems(problems: readonly StackProblem[]): Problem[] {
  return problems.map(({ stack, reason }) => ({ subject: stack ?? null, reason }));
}
