import { type Clock, toDay } from "./clock.ts";

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The expiration date that a request asks for, `YYYY-MM-DD`; null for a token that never expires.
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

/** A date as Jenkins tells it: short, in the first language that the client accepts. */
export function toShortDate(day: string | null, acceptLanguage: string | undefined): string {
  if (day === null) return "never";
  const format = new Intl.DateTimeFormat(toLocale(acceptLanguage), { dateStyle: "short", timeZone: "UTC" });
  return format.format(new Date(day));
}

function toDate(text: string | undefined): string {
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? `${text}T00:00:00Z` : "");
  if (Number.isNaN(date.getTime()) || toDay(date) !== text) throw new RangeError("Not a date.");
  return text;
}

function toLocale(acceptLanguage: string | undefined): string {
  const languages = (acceptLanguage ?? "").split(",").map((part) => {
    const [tag = "", quality] = part.split(/;\s*q=/);
    return { tag: tag.trim(), quality: Number(quality ?? 1) };
  });
  const [best] = languages.toSorted((one, other) => other.quality - one.quality);
  return best && isLocale(best.tag) ? best.tag : "en-US";
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
