import { parseArgs } from "node:util";

/** How a command line that leaves nothing to do ends the script. */
interface Ended {
  readonly exitCode: number;
}

/**
 * Reads flags of these names, none of which takes a value. `--help` prints the help, and what isn't known here is told above
 * it, with exit code 2: then there is nothing more to do.
 */
export function readFlags<Name extends string>(
  names: readonly Name[],
  help: string,
): { readonly given: ReadonlySet<Name> } | Ended {
  try {
    const flags = names.map((name) => [name, { type: "boolean" }] as const);
    const options = { ...Object.fromEntries(flags), help: { type: "boolean", short: "h" } } as const;
    const given = new Set(Object.keys(parseArgs({ options }).values));
    if (!given.has("help")) return { given: new Set(names.filter((name) => given.has(name))) };
    console.log(help);
    return { exitCode: 0 };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    return { exitCode: 2 };
  }
}
