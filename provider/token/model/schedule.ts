import { addDays, type Day, daysBetween, toDay } from "./dates.ts";

/** What decides when a token rotates by itself. */
export interface Schedule {
  /** When the token was made, ISO 8601. */
  readonly createdAt: string;
  readonly expiresOn?: string | undefined;
  readonly rotateAfterDays?: number | undefined;
  readonly rotateBeforeExpiryDays?: number | undefined;
}

/** The earliest day on which an up rotates; undefined when none ever does by itself. */
export function rotateOn({
  createdAt,
  expiresOn,
  rotateAfterDays,
  rotateBeforeExpiryDays,
}: Schedule): Day | undefined {
  const days = [
    ...(rotateAfterDays === undefined ? [] : [addDays(toDay(new Date(createdAt)), rotateAfterDays)]),
    ...(rotateBeforeExpiryDays === undefined || !expiresOn
      ? []
      : [addDays(expiresOn, -rotateBeforeExpiryDays)]),
  ];
  return days.sort()[0];
}

/** Why a rotation is due now, for people; undefined when it isn't. */
export function dueReason(schedule: Schedule, now: Date): string | undefined {
  const today = toDay(now);
  const day = rotateOn(schedule);
  if (day === undefined || today < day) return undefined;
  const { createdAt, expiresOn, rotateBeforeExpiryDays } = schedule;
  if (
    expiresOn &&
    rotateBeforeExpiryDays !== undefined &&
    today >= addDays(expiresOn, -rotateBeforeExpiryDays)
  ) {
    const left = daysBetween(today, expiresOn);
    return left < 0 ? `it expired on ${expiresOn}` : `it expires in ${toDays(left)}`;
  }
  return `it is ${toDays(daysBetween(toDay(new Date(createdAt)), today))} old`;
}

function toDays(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
