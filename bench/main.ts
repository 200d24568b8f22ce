import { parseArgs } from "node:util";
import { ensurePulumi } from "../scripts/pulumi-cli/ensurePulumi.ts";
import { checkBudgets, type Results } from "./budgets.ts";
import { measureHeap } from "./memory.ts";
import { toBudgetRows, toSeriesRows, toText } from "./report.ts";
import { countRequests } from "./requests.ts";
import { writeResultsPage } from "./resultsPage.ts";
import { measureSeries } from "./series.ts";
import { pulumiVersion } from "./stack.ts";
import { measureImport, measurePluginStart } from "./startUp.ts";
import { measureThroughput } from "./throughput.ts";

const help = `Usage: npm run bench -- [options]

Measures the packaged provider and the dynamic resource against empty resources, a script of two curls for each token
and bare loops, side by side on this machine. Writes bench/RESULTS.md. Takes about an hour.

  --counts N,N  resources in each stack (default 1,50,500)
  --rounds N    how often each is measured (default 3)
  --quick       1 and 20 resources, one round, and no page: to see that it runs
  --json        print everything as JSON instead of tables
  --help        this text

Exit code 0 when every budget is met, 1 when not.`;

const { values } = parseArgs({
  options: {
    counts: { type: "string" },
    rounds: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(help);
else await run();

async function run(): Promise<void> {
  const { quick, json, counts = quick ? "1,20" : "1,50,500", rounds = quick ? "1" : "3" } = values;
  const { binDirectory } = await ensurePulumi({ log: say });
  const results = await measure(counts.split(",").map(Number), Number(rounds), binDirectory);
  const budgets = checkBudgets(results);
  if (json) console.log(JSON.stringify({ budgets, ...results }, null, 2));
  else console.log(`${toText(toSeriesRows(results.series))}\n\n${toText(toBudgetRows(budgets))}`);
  if (!quick) await writeResultsPage(results, budgets, pulumiVersion(binDirectory));
  process.exitCode = budgets.every(({ isMet }) => isMet) ? 0 : 1;
}

async function measure(counts: readonly number[], rounds: number, bin: string): Promise<Results> {
  say("requests of one token");
  const requests = await countRequests();
  say("lifecycle against a bare loop");
  const throughput = {
    manyUsers: await measureThroughput({ userCount: 16, tokensPerUser: 20, rounds: rounds * 2 - 1 }),
    oneUser: await measureThroughput({ userCount: 1, tokensPerUser: 50, rounds: rounds * 2 - 1 }),
  };
  say("start-up");
  const importMs = measureImport(rounds * 5);
  const pluginStart = await measurePluginStart(rounds * 5);
  say("heap after 500 and after 2,000 tokens");
  const heap = await measureHeap();
  const series = await measureSeries({ counts, rounds, bin, say });
  return { series, requests, throughput, importMs, pluginStart, heap };
}

function say(what: string): void {
  process.stderr.write(`${what} …\n`);
}
