import type { Properties } from "../token/index.ts";

/**
 * An error as the SDK is to see it. The engine shows the message with the resource. For check, diff, read and delete the
 * SDK prints the error and its stack on top of that, as messages of the stack; so that nobody reads it twice, it only
 * finds a pointer there.
 */
export function toSdkError(error: unknown): Error {
  const shown = error instanceof Error ? error : new Error(String(error));
  shown.toString = () => "JenkinsApiToken failed";
  shown.stack = "see the diagnostics of the resource.";
  return shown;
}

/**
 * A failure after the resource came to be. The SDK hands `id` and `properties` to the engine, which keeps the resource in
 * the state, shows `reasons` to the user, and calls update on it in the next up.
 */
export function toUnfinishedError(id: string, properties: Properties, causes: readonly Error[]): Error {
  const reasons = causes.map(({ message }) => message);
  const [first] = causes;
  const code = first && "code" in first ? { code: first.code } : {};
  return Object.assign(new Error(reasons.join("\n")), code, { id, properties, reasons });
}
