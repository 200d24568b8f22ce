import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

const finder = fileURLToPath(new URL("../../../scripts/pulumi-cli/main.ts", import.meta.url));

/** Finds the Pulumi CLI once for all tests that run it. */
export default function setup(project: TestProject): void {
  const stdio = ["ignore", "pipe", "inherit"] as const;
  const printed = execFileSync(process.execPath, [finder, "--print-path"], {
    encoding: "utf8",
    stdio: [...stdio],
  });
  project.provide("pulumiBinDirectory", printed.trim());
}

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of `pulumi` and of the tools that it starts. */
    pulumiBinDirectory: string;
  }
}
