import type { JenkinsErrorCode } from "../../provider/errors/catalogue.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import type { Target } from "./target.ts";

/** Names of the checks, in the order in which they run; stable, for scripts. */
export const checkIds = [
  "reachable",
  "tls",
  "jenkins",
  "version",
  "clock",
  "login",
  "crumb",
  "cloudBees",
  "administrator",
  "scriptConsole",
  "expiry",
  "fixedValue",
  "self",
  "user",
  "other",
] as const;

/** The name of a check. */
export type CheckId = (typeof checkIds)[number];

/** What one check found. */
export interface Finding {
  /** `none`: it doesn't apply, isn't needed, or is not known. */
  readonly status: "ok" | "problem" | "none";
  /** What was found, in a few words. */
  readonly detail: string;
  /** What to do about it. */
  readonly hint?: string;
  /** The same for scripts; null where there is nothing to report. */
  readonly value: string | number | boolean | null;
  /** Code of the error that occurred. */
  readonly code?: JenkinsErrorCode;
}

/** One thing to check. */
export interface Check {
  title(target: Target): string;
  /** Where one of these has failed, this one cannot run. */
  readonly needs: readonly CheckId[];
  /** Whether it runs for the user of `--for` alone. Default: false. */
  readonly isForOther?: boolean;
  /** A JenkinsError that is thrown is a problem found. */
  probe(target: Target): Finding | Promise<Finding>;
}

type Value = Finding["value"];

/** A finding that is good. */
export function ok(detail: string, value: Value = true): Finding {
  return { status: "ok", detail, value };
}

/** A finding that is neither good nor bad: it doesn't apply, isn't needed, or is not known. */
export function none(detail: string, value: Value = null, hint?: string): Finding {
  return { status: "none", detail, value, ...(hint === undefined ? {} : { hint }) };
}

/** A finding that needs something done. */
export function problem(detail: string, hint: string, value: Value = null): Finding {
  return { status: "problem", detail, hint, value };
}

/** The finding for an error of the catalogue. */
export function toProblem(error: unknown): Finding {
  if (!(error instanceof JenkinsError)) {
    return problem(
      error instanceof Error ? error.message : String(error),
      "Please report this, with the Jenkins version.",
    );
  }
  const { summary, hint, code } = error;
  return { ...problem(summary, hint), code };
}
