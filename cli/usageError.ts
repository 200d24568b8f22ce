/** A flag, a setting or a stack is missing or wrong. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
