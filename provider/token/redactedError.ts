import { JenkinsError } from "../errors/jenkinsError.ts";
import type { Secrets } from "../http/secrets.ts";

/** What leaves the core of an error: no secret is in it, and no cause. */
export function toRedacted(error: unknown, secrets: Secrets): Error {
  if (error instanceof JenkinsError) return error.redacted(secrets.redact);
  return new Error(secrets.redact(error instanceof Error ? error.message : String(error)));
}
