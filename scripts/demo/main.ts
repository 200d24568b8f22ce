import { rm } from "node:fs/promises";
import { parseArgs } from "node:util";
import { runDemo } from "./run.ts";

/** How long Pulumi may go on with what is under way when it is interrupted. */
const pulumiMayTakeMs = 10_000;

const { values, positionals } = parseArgs({
  options: { verbose: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined) throw new Error("Wants a folder; scripts/demo.ts gives one.");

const interruption = new AbortController();
process.on("SIGINT", () => {
  if (!interruption.signal.aborted) setTimeout(interruptAll, pulumiMayTakeMs).unref();
  interruption.abort();
});
// The process that has started this one is gone, or nobody reads on.
process.once("disconnect", interruptAll);
process.stdout.once("error", interruptAll).on("error", () => {});

const code = await runDemo({ folder, isVerbose: values.verbose, signal: interruption.signal });
if (!process.connected) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
process.exit(code);

/**
 * Sends SIGINT to the group of this process, to which Pulumi belongs. At the first one Pulumi finishes what is under
 * way, at the second one it drops it.
 */
function interruptAll(): void {
  process.kill(0, "SIGINT");
}
