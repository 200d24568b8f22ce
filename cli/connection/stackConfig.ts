import type { ConfigMap } from "@pulumi/pulumi/automation/index.js";
import type { ReadConfig } from "../../provider/connection/sources.ts";
import { reasonOf } from "../stacks/reasonOf.ts";
import { UsageError } from "../usageError.ts";

/** A stack of the Pulumi project in the working directory, and its configuration with secrets in plain text. */
export interface StackConfig {
  readonly stackName: string;
  readonly config: ReadConfig;
}

/** Reads the configuration of a stack, by default the selected one, as `pulumi config` does. @throws UsageError */
export async function readStackConfig(stack: string | undefined): Promise<StackConfig> {
  try {
    // It takes a second to load, and most runs can do without.
    const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
    const workspace = await LocalWorkspace.create({ workDir: process.cwd() });
    const stackName = stack ?? (await workspace.stack())?.name;
    if (stackName === undefined) throw new UsageError("No stack is selected here: give one with --stack.");
    const values: ConfigMap = await workspace.getAllConfig(stackName);
    return { stackName, config: (key) => values[key]?.value };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`The stack's configuration can't be read: ${reasonOf(error)}`);
  }
}
