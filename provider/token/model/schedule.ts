import { addDays, type Day, daysBetween, toDay } from "./dates.ts";

/** What decides when a token rotates by itself. */
export interface Schedule {
  /** When the token was created, ISO 8601. */
  readonly createdAt: string;
  readonly expiresOn?: string | undefined;
  readonly rotateAfterDays?: number | undefined;
  readonly rotateBeforeExpiryDays?: number | undefined;
}

/** The earliest day on which an up rotates; undefined when none ever does by itself. */
export function rotateOn(schedule: Schedule): Day | undefined {
  return [ageDay(schedule), expiryDay(schedule)].sort()[0]; // undefined is sorted to the end
}

/** Why a rotation is due now, in words; undefined when it is not. */
export function dueReason(schedule: Schedule, now: Date): string | undefined {
  const today = toDay(now);
  const isDue = (day: Day | undefined) => day !== undefined && today >= day;
  const { createdAt, expiresOn = today } = schedule;
  if (isDue(expiryDay(schedule))) return `it expires ${inDays(daysBetween(today, expiresOn))}`;
  if (isDue(ageDay(schedule))) return `it is ${toDays(daysBetween(toDay(new Date(createdAt)), today))} old`;
  return undefined;
}

function ageDay({ createdAt, rotateAfterDays }: Schedule): Day | undefined {
  return rotateAfterDays === undefined ? undefined : addDays(toDay(new Date(createdAt)), rotateAfterDays);
}

function expiryDay({ expiresOn, rotateBeforeExpiryDays }: Schedule): Day | undefined {
  if (rotateBeforeExpiryDays === undefined || !expiresOn) return undefined;
  return addDays(expiresOn, -rotateBeforeExpiryDays);
}

function inDays(count: number): string {
  return count === 0 ? "today" : `in ${toDays(count)}`;
}

function toDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
