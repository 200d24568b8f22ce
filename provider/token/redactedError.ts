import { JenkinsError } from "../errors/jenkinsError.ts";
import type { Secrets } from "../http/secrets.ts";

/** What leaves the core of an error: its message without secrets, and its code. */
export function toRedacted(error: unknown, secrets: Secrets): Error {
  const redacted = new Error(secrets.redact(error instanceof Error ? error.message : String(error)));
  return error instanceof JenkinsError ? Object.assign(redacted, { code: error.code }) : redacted;
}
