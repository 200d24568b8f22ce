import type { Connection } from "../../provider/connection/connection.ts";
import type { ConnectionOrigin } from "../connection/foundConnection.ts";
import type { Report } from "../doctor/doctor.ts";

/** What there is to print. */
export interface Subject {
  readonly report: Report;
  readonly connection: Connection;
  readonly from: ConnectionOrigin;
}

/** Makes a text that came from afar fit to be shown: no secrets, and one line that can't steer the terminal. */
export type Clean = (text: string) => string;

/** Cleaning that takes out secrets by `redact`. */
export function toClean(redact: (text: string) => string): Clean {
  return (text) => toOneLine(redact(text));
}

/** The text without line breaks and whatever else steers a terminal. */
export function toOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
