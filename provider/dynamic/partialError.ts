/**
 * A failure after the resource came to be. The SDK hands `id` and `properties` to the engine, which keeps the resource
 * in the state, shows `reasons` to the user, and calls update on it in the next up.
 */
export class PartialError extends Error {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly reasons: readonly string[];

  /** `properties` are all outputs, and the inputs' `__provider`. */
  constructor(causes: readonly Error[], id: string, properties: Readonly<Record<string, unknown>>) {
    const [cause] = causes;
    const reasons = causes.map(({ message }) => message);
    super(reasons.join("\n"), { cause });
    this.id = id;
    this.properties = properties;
    this.reasons = reasons;
  }
}
