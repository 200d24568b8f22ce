import { type Day, daysBetween, toDay } from "./dates.ts";
import { rotateOn, type Schedule } from "./schedule.ts";

/** From so many days before its last day on, a token that nothing rotates is warned of. */
const warnDays = 14;

/** Whether the last day of a token is over, in UTC: the day after counts, whatever the controller's time zone. */
export function isExpired({ expiresOn }: { readonly expiresOn?: Day | undefined }, now: Date): boolean {
  return expiresOn !== undefined && toDay(now) > expiresOn;
}

/** What to warn of when a token expires soon, and no rotation comes before that; undefined where there is nothing to say. */
export function expiryWarning(schedule: Schedule, now: Date): string | undefined {
  const { expiresOn } = schedule;
  if (expiresOn === undefined || isExpired(schedule, now)) return undefined;
  const left = daysBetween(toDay(now), expiresOn);
  const rotation = rotateOn(schedule);
  if (left > warnDays || (rotation !== undefined && rotation <= expiresOn)) return undefined;
  return `expires on ${expiresOn} (${describeDays(left)}), and no rotation is set`;
}

function describeDays(left: number): string {
  if (left === 0) return "today";
  return left === 1 ? "tomorrow" : `in ${left} days`;
}
