import { readFile, writeFile } from "node:fs/promises";
import { cpus, release, totalmem, type } from "node:os";
import { join } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import type { Budget, Results } from "./budgets.ts";
import { type Line, toSvg } from "./plot.ts";
import { type Variant, variants } from "./programs.ts";
import { toBudgetRows, toMarkdown, toSeriesRows } from "./report.ts";
import { manyUsers, medianIn, type Series } from "./series.ts";
import type { Measurement } from "./stack.ts";

/** Writes `RESULTS.md` and its two plots beside this file. The section on endurance is no work of the benchmark, and stays as it is. */
export async function writeResultsPage(
  { series, pluginStart }: Results,
  budgets: readonly Budget[],
  pulumi: string,
): Promise<void> {
  const counts = [...new Set(series.map(({ count }) => count))];
  const rounds = series[0]?.rounds.length ?? 0;
  const plot = (key: keyof Measurement, unit: number) => toLines(series, counts, key, unit);
  const missed = budgets.filter(({ isMet }) => !isMet);
  const page = [
    "# Results of the benchmark",
    "`npm run bench` writes this page. Compare figures of one run only: they depend on the machine.",
    toMarkdown([
      ["run on", new Date().toISOString().slice(0, 10)],
      ["machine", `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`],
      ["system", `${type()} ${release()}`],
      ["versions", `${packageJson.version}, Node.js ${process.versions.node}, Pulumi ${pulumi}`],
      [
        "rounds",
        `${rounds}, of which the tables show the median and, in brackets, the lowest and highest value`,
      ],
    ]),
    "## Budgets",
    missed.length === 0
      ? "All budgets are met."
      : `${missed.length} of ${budgets.length} budgets are missed. [Where the time goes](../decisions/2026-11-26-where-the-time-goes.md) says why.`,
    toMarkdown(toBudgetRows(budgets)),
    "## Operations of Pulumi",
    `Each row is one command of the CLI with \`--parallel 16\`, on an embedded Jenkins in a process of its own that takes 20 ms to ` +
      `save. The resources belong to ${manyUsers} users. “Rotate all” replaces every resource. CPU is that of the CLI and of all that it ` +
      `starts, and of that the parts of the program's and of the provider's process; memory is the largest resident set of the ` +
      `provider's process; state is the file of the stack.`,
    "![Time of a create](time.svg)",
    "![Size of the state](state.svg)",
    ...counts.flatMap((count) => [
      `### ${count} ${count === 1 ? "resource" : "resources"}`,
      toMarkdown(toSeriesRows(series.filter((each) => each.count === count).toSorted(byOperation))),
    ]),
    `The packaged provider takes ${Math.round(pluginStart.plugin)} ms from its start to its port; Node.js alone takes ${Math.round(pluginStart.node)} ms.`,
    await enduranceSection(),
  ].join("\n\n");
  const files = {
    "RESULTS.md": page,
    "time.svg": toSvg("Time of a create", "s", plot("seconds", 1)),
    "state.svg": toSvg("Size of the state", "KB", plot("stateBytes", 1e3)),
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(import.meta.dirname, name), content);
}

/** From its heading to the end of the page. */
async function enduranceSection(): Promise<string> {
  const page = await readFile(join(import.meta.dirname, "RESULTS.md"), "utf8");
  const heading = "## Endurance\n";
  if (!page.includes(heading)) throw new Error("bench/RESULTS.md has no section on endurance.");
  return page.slice(page.indexOf(heading));
}

function byOperation(one: Series, other: Series): number {
  const order = ["create", "no-op up", "preview", "refresh", "rotate all", "destroy"];
  return order.indexOf(one.operation) - order.indexOf(other.operation);
}

function toLines(
  series: readonly Series[],
  counts: readonly number[],
  key: keyof Measurement,
  unit: number,
): Line[] {
  return (Object.keys(variants) as Variant[]).map((variant) => ({
    name: variant,
    points: counts.map((count) => [count, medianIn(series, count)(variant, "create", key) / unit]),
  }));
}
