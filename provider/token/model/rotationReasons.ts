import { isDeepStrictEqual } from "node:util";
import { type Change, toChange } from "./changes.ts";
import { dayMs, daysBetween, toDay } from "./dates.ts";
import { isExpired } from "./expiry.ts";
import type { Properties } from "./properties.ts";
import { dueReason, type Schedule } from "./schedule.ts";
import type { State } from "./state.ts";

/** Everything that requires a new token of the same owner: changed inputs, and time. */
export function rotationReasons(state: State, news: Properties, now: Date): Change[] {
  const declared = { ...state, expiresOn: declaredExpiry(state) };
  const inputs = ["version", "triggers", "fixedValue", "expiresInDays", "expiresOn"] as const;
  const changed = inputs.filter(
    (name) => !isDeepStrictEqual(comparable(declared, name), comparable(news, name)),
  );
  const due = isExpired(state, now) ? undefined : dueReason(scheduleOf(state, news), now);
  return [
    ...changed.map((name) => toChange(name, { old: declared[name], next: news[name] })),
    ...(due === undefined ? [] : [toChange("rotateOn", { old: state.rotateOn, next: due, reason: due })]),
  ];
}

/** Why the previous token, kept after a rotation, must be revoked now; undefined while it stays. */
export function previousDueReason(state: State, news: Properties, now: Date): string | undefined {
  const { previousTokenUuid, previousRevokeOn } = state;
  if (previousTokenUuid === undefined) return undefined;
  if (news.overlapDays === undefined) return "overlapDays is no longer set";
  if (previousRevokeOn === undefined || isOverlapOver(state.createdAt, previousRevokeOn, now)) {
    return `its overlap ended on ${previousRevokeOn ?? toDay(now)}`;
  }
  return undefined;
}

/** When the token rotates by itself, with the schedule as the program declares it now. */
export function scheduleOf({ createdAt, expiresOn }: State, news: Properties): Schedule {
  // With an input that is not known yet, nothing is due.
  const toNumber = (value: unknown) => (typeof value === "number" ? value : undefined);
  return {
    createdAt,
    expiresOn,
    rotateAfterDays: toNumber(news.rotateAfterDays),
    rotateBeforeExpiryDays: toNumber(news.rotateBeforeExpiryDays),
  };
}

/**
 * The `expiresOn` that the program declared. The state holds the day that Jenkins set under the same name: calculated from
 * `expiresInDays`, or read from the token list where the token was adopted.
 */
function declaredExpiry({ expiresInDays, expiresOn, method }: State): string | undefined {
  return expiresInDays === undefined && method !== "adopted" ? expiresOn : undefined;
}

/** A version that was a number and is now the text of it, as from configuration, is the same one. */
function comparable(properties: Properties, name: string): unknown {
  const value = properties[name];
  return name === "version" && value !== undefined ? String(value) : value;
}

/** Days of overlap are whole ones: what was rotated late in the evening is not revoked early in the morning. */
function isOverlapOver(rotatedAt: string, revokeOn: string, now: Date): boolean {
  const overlapMs = daysBetween(toDay(new Date(rotatedAt)), revokeOn) * dayMs;
  return now.getTime() - Date.parse(rotatedAt) >= overlapMs;
}
