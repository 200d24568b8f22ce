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
process.on("SIGINT", interrupt);
// The process that has started this one is gone, or nobody reads on.
process.once("disconnect", interrupt);
process.stdout.once("error", interrupt).on("error", () => {});

const code = await runDemo({ folder, isVerbose: values.verbose, signal: interruption.signal });
if (!process.connected) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
process.exit(code);

/**
 * Ends the demo. It knows before Pulumi does, so that a Pulumi which ends by the signal is never taken for one that has
 * failed.
 */
function interrupt(): void {
  if (interruption.signal.aborted) return;
  interruption.abort();
  interruptGroup();
  setTimeout(interruptGroup, pulumiMayTakeMs).unref();
}

/**
 * Sends SIGINT to the group of this process, to which Pulumi belongs. At the first one Pulumi finishes what is under
 * way, at the second one it drops it.
 */
function interruptGroup(): void {
  process.kill(0, "SIGINT");
}
