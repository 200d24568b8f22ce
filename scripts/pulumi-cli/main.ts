import { constants } from "node:os";
import { readFlags } from "../readFlags.ts";
import { ensurePulumi } from "./ensurePulumi.ts";

const HELP = `Finds the Pulumi CLI, or brings it onto this machine.

Usage: node scripts/pulumi-cli/main.ts [options]

  --print-path  print nothing but the folder that holds the CLI
  --quiet       print nothing when there is nothing to do
  --help        show this text

Looked for, in this order: pulumi on the PATH, our own cache (XDG_CACHE_HOME is heeded), the official installer,
a build from Go modules.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const flags = readFlags(["print-path", "quiet"], HELP);
  if ("exitCode" in flags) return flags.exitCode;

  const interruption = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(name, () => interruption.abort(name));
  }
  try {
    const { command, binDirectory, version } = await ensurePulumi({
      log: writeLine,
      status: process.stderr.isTTY && process.env.CI === undefined ? replaceLine : undefined,
      signal: interruption.signal,
    });
    if (flags.given.has("print-path")) console.log(binDirectory);
    else if (!flags.given.has("quiet")) console.log(`Pulumi ${version}: ${command}`);
    return 0;
  } catch (error) {
    const { aborted, reason } = interruption.signal;
    if (aborted) return 128 + constants.signals[reason as NodeJS.Signals];
    writeLine((error as Error).message);
    return 1;
  }
}

/** Standard output is for the answer alone. */
function writeLine(line: string): void {
  process.stderr.write(`${line}\n`);
}

function replaceLine(text: string): void {
  process.stderr.write(`\r\u001b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
}
