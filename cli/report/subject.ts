import type { FoundConnection, UnusableConnection } from "../connection/foundConnection.ts";
import type { Report } from "../doctor/runChecks.ts";

/** A connection and its report, or a named controller whose connection cannot be checked. */
export type Subject = CheckedConnection | UnusableConnection;

/** A connection and its report. */
export interface CheckedConnection extends FoundConnection {
  readonly report: Report;
}

/** Makes a text from outside safe to print: no secrets, and one line without control characters. */
export type Clean = (text: string) => string;

/** Cleaning that removes secrets by `redact`. */
export function toClean(redact: (text: string) => string): Clean {
  return (text) => toOneLine(redact(text));
}

/** The text without line breaks and other control characters. */
export function toOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
