import { nodeProblem } from "../nodeVersion.ts";

/** Nothing else is loaded before the version is known to be good: on an older one it ends in a stack trace. */
async function main(): Promise<void> {
  const problem = nodeProblem(process.versions.node);
  if (problem) {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
    return;
  }
  const { serve } = await import("./server.ts");
  await serve(process.argv[2]);
}

void main();
