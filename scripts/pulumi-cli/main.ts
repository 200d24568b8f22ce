import { constants } from "node:os";
import { readFlags } from "../readFlags.ts";
import { ensurePulumi } from "./ensurePulumi.ts";
import { ensureTools, usableTools } from "./ensureTools.ts";
import { type GoTool, type OptionalTool, optionalTools } from "./goTools.ts";

const names = Object.keys(optionalTools);

const HELP = `Finds the Pulumi CLI, or brings it onto this machine.

Usage: node scripts/pulumi-cli/main.ts [options]

  --print-path  print nothing but the folder that holds the CLI
  --quiet       print nothing when there is nothing to do
  --with LIST   find or build these as well: ${names.join(",")}
                (language hosts and the generator of SDKs), or "usable": all that
                can be built here for the languages on this machine
  --help        show this text

Looked for, in this order: pulumi on the PATH, our own cache (XDG_CACHE_HOME is
respected), the official installer, a build from Go modules.
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const flags = readFlags(["print-path", "quiet"], HELP, ["with"]);
  if ("exitCode" in flags) return flags.exitCode;
  const { environment, log } = { environment: process.env, log: writeLine };

  const interruption = new AbortController();
  const { signal } = interruption;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(name, () => interruption.abort(name));
  }
  try {
    const tools = await toTools(flags.values.get("with"));
    const search = { environment, log, signal, tools };
    const { command, binDirectory, version } = await ensurePulumi(search);
    await ensureTools(search, binDirectory);
    if (flags.given.has("print-path")) console.log(binDirectory);
    else if (!flags.given.has("quiet")) console.log(`Pulumi ${version}: ${command}`);
    return 0;
  } catch (error) {
    if (signal.aborted) return 128 + constants.signals[signal.reason as NodeJS.Signals];
    writeLine((error as Error).message);
    return 1;
  }
}

async function toTools(list: string | undefined): Promise<GoTool[]> {
  if (list === "usable") return usableTools(process.env);
  return (list?.split(",") ?? []).map((name) => {
    if (names.includes(name)) return optionalTools[name as OptionalTool];
    throw new Error(`--with knows no "${name}", only ${names.join(", ")} and usable.`);
  });
}

/** Standard output is for the result alone. */
function writeLine(line: string): void {
  process.stderr.write(`${line}\n`);
}
