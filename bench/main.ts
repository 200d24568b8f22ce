import { parseArgs } from "node:util";
import { ensurePulumi } from "../scripts/pulumi-cli/ensurePulumi.ts";
import { measureImport } from "./importTime.ts";
import { atLeast, atMost, type Figure, round, toTable } from "./report.ts";
import { countRequests } from "./requests.ts";
import { measureThroughput } from "./throughput.ts";
import { measureUp } from "./up.ts";

const help = `Usage: npm run bench -- [options]

Measures the package against bare loops and empty resources, side by side on this machine.

  --tokens N   resources in each pulumi up (default 500)
  --quick      50 resources, fewer rounds: to see that it runs
  --json       print the figures as JSON instead of a table
  --help       this text

Exit code 0 when every figure meets its goal, 1 when not.`;

const { values } = parseArgs({
  options: {
    tokens: { type: "string" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(help);
} else {
  const figures = await measure(Number(values.tokens ?? (values.quick ? 50 : 500)), values.quick ? 1 : 5);
  console.log(values.json ? JSON.stringify(figures, null, 2) : toTable(figures));
  process.exitCode = figures.every(({ isMet }) => isMet) ? 0 : 1;
}

async function measure(count: number, rounds: number): Promise<Figure[]> {
  say("requests of one token");
  const requests = await countRequests();
  say("lifecycle against a bare loop, 16 users");
  const many = await measureThroughput({ userCount: 16, tokensPerUser: 20, rounds });
  say("lifecycle against a bare loop, one user");
  const one = await measureThroughput({ userCount: 1, tokensPerUser: 50, rounds });
  say("import of the package");
  const importMs = measureImport(rounds * 3);
  const { binDirectory } = await ensurePulumi({ log: say });
  process.env.PATH = `${process.env.PATH}:${binDirectory}`;
  say(`pulumi up of ${count} tokens`);
  const tokens = await measureUp("tokens", count);
  say(`pulumi up of ${count} empty resources`);
  const empty = await measureUp("empty", count);
  say(`pulumi up of ${count} resources that do nothing, with as much state`);
  const ballast = await measureUp("ballast", count);
  say(`pulumi up of ${count} resources that run curl twice`);
  const curl = await measureUp("curl", count);
  const rates = (rate: { lifecycle: number; bareLoop: number }) =>
    `${round(rate.lifecycle)} against ${round(rate.bareLoop)} tokens/s`;
  const seconds = (other: { seconds: number }) =>
    `${round(tokens.seconds)} against ${round(other.seconds)} s`;
  return [
    atMost(2, "requests of a create", requests.create, "", "generate and proof"),
    atMost(2, "requests of a delete", requests.delete, "", "revoke and proof"),
    atMost(2, "requests once per process", requests.once, "", "crumb, version"),
    atLeast(0.8, "create for 16 users / bare loop", many.ratio, "×", rates(many)),
    atLeast(0.9, "create for one user / bare loop", one.ratio, "×", rates(one)),
    atMost(1.25, "up of tokens / of empty resources", tokens.seconds / empty.seconds, "×", seconds(empty)),
    atMost(
      1.25,
      "up of tokens / with as much state",
      tokens.seconds / ballast.seconds,
      "×",
      `${seconds(ballast)}, ${tokens.stateBytes} against ${ballast.stateBytes} bytes`,
    ),
    atLeast(3, "up with curl / of tokens", curl.seconds / tokens.seconds, "×", seconds(curl)),
    atMost(
      1.5,
      "state of a token / of an empty resource",
      tokens.stateBytes / empty.stateBytes,
      "×",
      `${tokens.stateBytes} against ${empty.stateBytes} bytes`,
    ),
    atMost(1200, "__provider", tokens.providerBytes, " bytes", "in the state of each token, twice"),
    atMost(30, "import beside @pulumi/pulumi", importMs, " ms", `median of ${rounds * 3} runs`),
  ];
}

function say(what: string): void {
  process.stderr.write(`${what} …\n`);
}
