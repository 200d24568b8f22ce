/** One way to come by the Pulumi CLI. {@link ensurePulumi} asks them in order and takes the first answer. */
export interface PulumiStrategy {
  /** What a person would call this way, such as `pulumi on the PATH`. */
  readonly name: string;
  /** `undefined`: does not apply on this machine, and `search.passOver` has the reason. An error: was tried and failed. */
  find(search: PulumiSearch): Promise<PulumiInstallation | undefined>;
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

/** What a strategy is given to search with. */
export interface PulumiSearch {
  environment: NodeJS.ProcessEnv;
  /** Stops what is under way; nothing half-made stays behind. */
  signal: AbortSignal;
  /** Says something to the person who waits, one line at a time. */
  log: (line: string) => void;
  /** Replaces the line that tells what is happening right now. Absent where lines cannot be replaced, as in CI. */
  status?: ((text: string) => void) | undefined;
  /** Notes why this way does not apply, for the error in case that no other does. */
  passOver: (reason: string) => undefined;
}
