import { constants } from "node:os";
import { readFlags } from "../readFlags.ts";
import { ensurePulumi } from "./ensurePulumi.ts";
import { ensureTools, usableTools } from "./ensureTools.ts";
import { type GoTool, optionalTools } from "./goTools.ts";

const toolNames = Object.keys(optionalTools);

const flags = readFlags(
  { "print-path": { type: "boolean" }, quiet: { type: "boolean" }, with: { type: "string" } },
  `Finds the Pulumi CLI, or brings it onto this machine.

Usage: node scripts/pulumi-cli/main.ts [options]

  --print-path  print nothing but the folder that holds the CLI
  --quiet       print nothing when there is nothing to do
  --with LIST   find or build these as well: ${toolNames.join(",")}
                (language hosts and the generator of SDKs), or "usable": all that
                can be built here for the languages on this machine
  --help        show this text

Looked for, in this order: pulumi on the PATH, our own cache (XDG_CACHE_HOME is
respected), the official installer, a build from Go modules.
`,
);

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(name, () => interruption.abort(name));
}

try {
  const search = { environment: process.env, log: console.error, signal, tools: await toTools(flags.with) };
  const { command, binDirectory, version } = await ensurePulumi(search);
  await ensureTools(search, binDirectory);
  if (flags["print-path"]) console.log(binDirectory);
  else if (!flags.quiet) console.log(`Pulumi ${version}: ${command}`);
} catch (error) {
  process.exitCode = signal.aborted ? 128 + constants.signals[signal.reason as NodeJS.Signals] : 1;
  if (!signal.aborted) console.error((error as Error).message);
}

async function toTools(list: string | undefined): Promise<GoTool[]> {
  if (list === "usable") return usableTools(process.env);
  const tools: Record<string, GoTool> = optionalTools;
  return (list?.split(",") ?? []).map((name) => {
    const tool = tools[name];
    if (tool) return tool;
    throw new Error(`--with knows no "${name}", only ${toolNames.join(", ")} and usable.`);
  });
}
