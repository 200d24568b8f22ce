import type { Shown } from "../../provider/errors/shown.ts";
import type { FoundConnection, UnusableConnection } from "../connection/foundConnection.ts";
import type { Report } from "../doctor/runChecks.ts";

/** A connection and its report, or a named controller whose connection cannot be checked. */
export type Subject = CheckedConnection | UnusableConnection;

/** A connection and its report. */
export interface CheckedConnection extends FoundConnection {
  readonly report: Report;
}

/** What a report says, as a person may see it: plain lines without secrets. */
export type ToText = (shown: Shown) => string;
