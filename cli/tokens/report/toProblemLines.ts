import { styleText } from "node:util";
import type { Clean } from "../../report/clean.ts";
import { wrap } from "../../report/wrap.ts";
import type { Problem } from "../problem.ts";

/** Problems for people on stderr, each with what to do; coloured on a terminal, unless NO_COLOR is set. */
export function toProblemLines(problems: readonly Problem[], clean: Clean): string {
  // One cause can keep many users from being read.
  return [...new Set(problems.map((problem) => toLines(problem, clean)))].join("");
}

function toLines({ reason, hint }: Problem, clean: Clean): string {
  const width = Math.max(Math.min(process.stderr.columns || 80, 110) - 4, 30);
  const hints = hint === undefined ? [] : wrap(clean(hint), width - 2);
  const lines = [
    ...wrap(clean(reason), width).map(
      (line, index) => `${index === 0 ? styleText("red", "✗", { stream: process.stderr }) : " "} ${line}`,
    ),
    ...hints.map((line, index) => `  ${index === 0 ? "→ " : "  "}${line}`),
  ];
  return `${lines.join("\n")}\n`;
}
