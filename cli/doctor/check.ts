import type { JenkinsErrorCode } from "../../provider/errors/catalogue.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import { hintOf, message, own } from "../../provider/errors/message.ts";
import type { Shown } from "../../provider/errors/shown.ts";
import type { Target } from "./target.ts";

/** Names of the checks, in the order in which they run; stable, for scripts. */
export const checkIds = [
  "reachable",
  "tls",
  "jenkins",
  "version",
  "clock",
  "login",
  "loginExpiry",
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
  readonly detail: Shown;
  /** What to do about it. */
  readonly hint?: Shown;
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

/** A text of our own, or a message with what came from outside. */
type Text = string | Shown;

/** A finding that is good. */
export function ok(detail: Text, value: Value = true): Finding {
  return { status: "ok", detail: toShown(detail), value };
}

/** A finding that is neither good nor bad: it doesn't apply, isn't needed, or is not known. */
export function none(detail: Text, value: Value = null, hint?: Text): Finding {
  const more = hint === undefined ? {} : { hint: toShown(hint) };
  return { status: "none", detail: toShown(detail), value, ...more };
}

/** A finding that needs something done. */
export function problem(detail: Text, hint: Text, value: Value = null): Finding {
  return { status: "problem", detail: toShown(detail), hint: toShown(hint), value };
}

/** The finding for an error of the catalogue. */
export function toProblem(error: unknown): Finding {
  if (!(error instanceof JenkinsError)) {
    return problem(
      message`${error instanceof Error ? error.message : String(error)}`,
      "Please report this, with the Jenkins version.",
    );
  }
  return { ...problem(message`${error}`, hintOf(error)), code: error.code };
}

function toShown(text: Text): Shown {
  return typeof text === "string" ? own(text) : text;
}
