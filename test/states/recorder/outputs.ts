/** The outputs that a state may hold, and whether it always does. */
export type Outputs = Readonly<Record<string, "always" | "sometimes">>;

/** Lists the outputs that a schema describes, in its order. */
export function toOutputs({
  shape,
}: {
  readonly shape: Readonly<Record<string, { isOptional(): boolean }>>;
}): Outputs {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, field.isOptional() ? "sometimes" : "always"]),
  );
}
