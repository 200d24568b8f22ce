import type { TestProject } from "vitest/node";
import { ensurePulumi } from "../../../scripts/pulumi-cli/ensurePulumi.ts";

/** Finds the Pulumi CLI once for all tests that run it. */
export default async function setup(project: TestProject): Promise<void> {
  const { binDirectory } = await ensurePulumi({ log: console.error });
  project.provide("pulumiBinDirectory", binDirectory);
}

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of `pulumi` and of the tools that it starts. */
    pulumiBinDirectory: string;
  }
}
