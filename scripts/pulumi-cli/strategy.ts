import type { GoTool } from "./goTools.ts";

/**
 * The versions of the CLI that are taken from the PATH. The oldest came with the oldest SDK that our package allows as a
 * peer, and the SDK's Automation API refuses a CLI of another major version.
 */
export const SUPPORTED_VERSIONS = ">=3.200.0 <4";

/** One method to get the Pulumi CLI. {@link ensurePulumi} applies them in order and takes the first that finds one. */
export interface PulumiStrategy {
  /** What a person would call this method, such as `pulumi on the PATH`. */
  readonly name: string;
  /** A text says why this method does not apply on this machine. An error: it was attempted and failed. */
  find(search: PulumiSearch): Promise<PulumiInstallation | string>;
}

/** A Pulumi CLI that this project can work with. */
export interface PulumiInstallation {
  /** Absolute path of the `pulumi` executable. */
  command: string;
  /**
   * The folder that holds `pulumi`, `pulumi-language-nodejs` and `pulumi-resource-pulumi-nodejs`. It belongs on the
   * PATH ahead of others, but behind `node_modules/.bin`: a system folder may hold an older `node` as well.
   */
  binDirectory: string;
  version: string;
}

/** What a strategy searches with. */
export interface PulumiSearch {
  environment: NodeJS.ProcessEnv;
  /** Stops what is running; nothing unfinished is left. */
  signal: AbortSignal;
  /** Reports to the person who waits, one line at a time. */
  log: (line: string) => void;
  /** What is wanted besides the CLI. A strategy that builds the CLI builds these in the same run. */
  tools: readonly GoTool[];
}
