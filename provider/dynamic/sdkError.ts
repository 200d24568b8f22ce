import { JenkinsError } from "../errors/catalogue.ts";
import type { Secrets } from "../http/secrets.ts";
import { PartialError } from "./partialError.ts";

/**
 * What the SDK gets to see of an error: its message without secrets, and its code.
 *
 * The engine shows the message with the resource. For check, diff, read and delete the SDK prints the error and its
 * stack on top of that, as messages of the stack; so that nobody reads it twice, it only finds a pointer there.
 */
export function toRedacted(error: unknown, secrets: Secrets): Error {
  const redacted = new Error(secrets.redact(error instanceof Error ? error.message : String(error)));
  redacted.toString = () => "JenkinsApiToken failed";
  redacted.stack = "see the diagnostics of the resource.";
  const cause = error instanceof PartialError ? error.cause : error;
  if (cause instanceof JenkinsError) Object.assign(redacted, { code: cause.code });
  if (error instanceof PartialError) {
    const { id, properties, reasons } = error;
    return Object.assign(redacted, { id, properties, reasons: reasons.map(secrets.redact) });
  }
  return redacted;
}
