import { satisfies } from "semver";
import { findOnPath, inspectTools } from "./inspectTools.ts";
import { type PulumiStrategy, SUPPORTED_VERSIONS } from "./strategy.ts";

/** Takes the `pulumi` that the user has on the PATH, if it is recent enough and complete. */
export const onPath: PulumiStrategy = {
  name: "pulumi on the PATH",

  async find({ environment, signal, log }) {
    const command = await findOnPath("pulumi", environment);
    if (command === undefined) return "there is none.";

    const tools = await inspectTools(command, environment, signal);
    if (typeof tools !== "string" && isSupported(tools.version)) return tools;
    const reason =
      typeof tools === "string"
        ? tools
        : `${command} is version ${tools.version}, and this project works with ${SUPPORTED_VERSIONS}.`;
    log(`Passing over the pulumi on the PATH: ${reason}`);
    return reason;
  },
};

function isSupported(version: string): boolean {
  return satisfies(version, SUPPORTED_VERSIONS, { includePrerelease: true });
}
