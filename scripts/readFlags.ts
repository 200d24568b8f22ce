import { type ParseArgsConfig, parseArgs } from "node:util";

/**
 * Reads the command line of a script. `--help` prints the help, and an unknown flag is reported above it, with exit code 2;
 * both end the process.
 */
export function readFlags<const Options extends NonNullable<ParseArgsConfig["options"]>>(
  options: Options,
  help: string,
): ReturnType<typeof parseArgs<{ options: Options }>>["values"] {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: "boolean", short: "h" } } });
    if (!("help" in values)) return values;
    console.log(help);
    return process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return process.exit(2);
  }
}
