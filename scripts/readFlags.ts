import { parseArgs } from "node:util";

/** How a command line that leaves nothing to do ends the script. */
interface Ended {
  readonly exitCode: number;
}

/** What a command line holds. */
interface Flags<Name extends string, Option extends string> {
  readonly given: ReadonlySet<Name>;
  readonly values: ReadonlyMap<Option, string>;
}

/**
 * Reads flags of these names, and options, which take a value. `--help` prints the help; an unknown flag is reported above it,
 * with exit code 2. Then there is nothing more to do.
 */
export function readFlags<Name extends string, Option extends string = never>(
  names: readonly Name[],
  help: string,
  optionNames: readonly Option[] = [],
): Flags<Name, Option> | Ended {
  const options = Object.fromEntries([
    ["help", { type: "boolean" as const, short: "h" }] as const,
    ...names.map((name) => [name, { type: "boolean" as const }] as const),
    ...optionNames.map((name) => [name, { type: "string" as const }] as const),
  ]);
  try {
    const values: Partial<Record<string, unknown>> = parseArgs({ options }).values;
    if (values.help) {
      console.log(help);
      return { exitCode: 0 };
    }
    return {
      given: new Set(names.filter((name) => values[name] === true)),
      values: new Map(optionNames.flatMap((name) => (values[name] ? [[name, String(values[name])]] : []))),
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return { exitCode: 2 };
  }
}
