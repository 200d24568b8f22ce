import { type Clock, toDay } from "./clock.ts";
import { languageOf, toShortDate } from "./languages.ts";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The expiration date that a request names, `YYYY-MM-DD`; null for a token that never expires.
 * Throws where Jenkins breaks: a number of days that isn't one, a date that isn't there.
 */
export function requestedExpiration(
  duration: string | undefined,
  date: string | undefined,
  clock: Clock,
): string | null {
  const wanted = duration?.trim() ?? "";
  if (wanted === "" || wanted === "never") return null;
  if (wanted === "custom") return toDate(date);
  if (!/^[+-]?\d+$/.test(wanted) || Math.abs(Number(wanted)) >= 2 ** 31)
    throw new RangeError("Not a number of days.");
  return toDay(new Date(clock.now().getTime() + Number(wanted) * dayMs));
}

/** Whether a day is over. */
export function isInThePast(day: string, clock: Clock): boolean {
  return day < toDay(clock.now());
}

/** Whether a token with this expiration date is about to expire: within seven days, or expired. */
export function isAboutToExpire(day: string | null, clock: Clock): boolean {
  return day !== null && day < toDay(new Date(clock.now().getTime() + 7 * dayMs));
}

/** An expiration date as responses have it: in the short format of the client's language, or `never`. */
export function toExpirationText(day: string | null, acceptLanguage: string | undefined): string {
  return day === null ? "never" : toShortDate(day, languageOf(acceptLanguage));
}

function toDate(text: string | undefined): string {
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? `${text}T00:00:00Z` : "");
  if (Number.isNaN(date.getTime()) || toDay(date) !== text) throw new RangeError("Not a date.");
  return text;
}
