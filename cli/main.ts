#!/usr/bin/env node
import "../provider/requireNode.ts";

import { packageInfo } from "./packageInfo.ts";

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
  const { node } = process.versions;
  const range = packageInfo.engines.node;
  if (!isAtLeast(node, range.replace(">=", ""))) {
    process.stderr.write(`pulumi-jenkins-api-token needs Node.js ${range}, and this is ${node}.\n`);
    return 2;
  }
  const { runProgram } = await import("./program.ts");
  return runProgram(process.argv);
}

function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}
