import { type Day, daysBetween, toDay } from "./dates.ts";
import { rotateOn, type Schedule } from "./schedule.ts";

/** From so many days before its last day on, a token that nothing rotates is warned of. */
const warnDays = 14;

/** Whether the last day of a token is over, in UTC: the day after counts, whatever the controller's time zone. */
export function isExpired({ expiresOn }: { readonly expiresOn?: Day | undefined }, now: Date): boolean {
  return expiresOn !== undefined && toDay(now) > expiresOn;
}

/** When a token expires, in words, where that is soon: `today`, `in 8 days`. Undefined for all others, also where it has expired. */
export function expiresSoon(token: { readonly expiresOn?: Day | undefined }, now: Date): string | undefined {
  const { expiresOn } = token;
  if (expiresOn === undefined || isExpired(token, now)) return undefined;
  const left = daysBetween(toDay(now), expiresOn);
  return left > warnDays ? undefined : describeDays(left);
}

/** What to warn of when a token expires soon, and no rotation comes before that; undefined where there is nothing to say. */
export function expiryWarning(schedule: Schedule, now: Date): string | undefined {
  const { expiresOn } = schedule;
  const soon = expiresSoon(schedule, now);
  const rotation = rotateOn(schedule);
  if (expiresOn === undefined || soon === undefined || (rotation !== undefined && rotation <= expiresOn))
    return undefined;
  return `expires on ${expiresOn} (${soon}), and no rotation is set`;
}

function describeDays(left: number): string {
  if (left === 0) return "today";
  return left === 1 ? "tomorrow" : `in ${left} days`;
}
