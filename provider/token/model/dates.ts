/** A day of the calendar, `YYYY-MM-DD`. Days of this form sort as text. */
export type Day = string;

/** A day, in milliseconds. */
export const dayMs = 24 * 60 * 60 * 1000;

/** The day of a moment, in UTC. */
export function toDay(moment: Date): Day {
  return moment.toISOString().slice(0, 10);
}

/** The day so many days after another; before it, when negative. */
export function addDays(day: Day, days: number): Day {
  return toDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs));
}

/** How many days lie between two days. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

/** Whether a text is a day that exists: 2026-02-30 doesn't. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && toDay(new Date(time)) === text;
}
