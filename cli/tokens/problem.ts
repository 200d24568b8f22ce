import { JenkinsError } from "../../provider/errors/jenkinsError.ts";

/** What could not be read or done, while the rest could. */
export interface Problem {
  /** The user, token or stack that it is about; null where it is about none. */
  readonly subject: string | null;
  readonly reason: string;
  /** What to do. */
  readonly hint?: string | undefined;
  /** That of the error, where it is one of the catalogue. */
  readonly code?: string | undefined;
}

/** The problem that an error is. @throws what is no JenkinsError, and what Ctrl-C has caused */
export function toTokenProblem(subject: string | null, error: unknown): Problem {
  if (!(error instanceof JenkinsError) || error.code === "interrupted") throw error;
  const { summary, hint, code } = error;
  return { subject, reason: summary, hint, code };
}
