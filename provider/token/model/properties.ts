/** Inputs or outputs of a resource, by name. */
export type Properties = Readonly<Record<string, unknown>>;

/** What is wrong with an input, or with a setting of the connection it chooses. */
export interface Problem {
  /** The input, configuration key or environment variable, under the name that the user knows. */
  readonly path: string;
  readonly reason: string;
}

/** The properties that have a value: undefined has no place in what the engine keeps. */
export function withoutUndefined(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
