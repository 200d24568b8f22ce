import type { ConnectionOrigin } from "../connection/foundConnection.ts";

/** Where a connection comes from, in words. */
export const origins: Readonly<Record<ConnectionOrigin, string>> = {
  flags: "the command line",
  controller: "jenkins:controllers of the stack's configuration",
  config: "the stack's configuration",
  environment: "the environment",
};
