#!/usr/bin/env node
import { nodeProblem } from "../provider/nodeVersion.ts";

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever reads has seen enough, as `head` does.
  if (error.code !== "EPIPE") throw error;
});

void main().then((exitCode) => {
  // No process.exit: what was written to a pipe has to arrive.
  process.exitCode = exitCode;
});

/** Nothing else is loaded before the version is known to be good: on an older one it ends in a stack trace. */
async function main(): Promise<number> {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    process.stderr.write(`${problem}\n`);
    return 2;
  }
  const { runProgram } = await import("./program.ts");
  return runProgram(process.argv);
}
