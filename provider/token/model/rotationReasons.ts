import { isDeepStrictEqual } from "node:util";
import { dayMs, daysBetween, toDay } from "./dates.ts";
import { dueReason } from "./schedule.ts";
import type { State } from "./state.ts";
import { isUnknown } from "./unknown.ts";

type Properties = Readonly<Record<string, unknown>>;

/** Why a token must be rotated. */
export interface RotationReason {
  /** The property that asks for it. */
  readonly property: string;
  /** What the user can't read off the property itself. */
  readonly because?: string;
}

/** Everything that asks for a new token of the same owner: changed inputs, and time. */
export function rotationReasons(state: State, news: Properties, now: Date): RotationReason[] {
  // Besides expiresInDays, the day in the state is one that Jenkins reckoned.
  const expiresOn = state.expiresInDays === undefined ? state.expiresOn : undefined;
  const isSame = {
    // A version that was a number and is now the text of it, as from configuration, is the same one.
    version: toText(state.version) === toText(news.version),
    triggers: isDeepStrictEqual(state.triggers, news.triggers),
    fixedValue: state.fixedValue === news.fixedValue,
    expiresInDays: state.expiresInDays === news.expiresInDays,
    expiresOn: expiresOn === news.expiresOn,
  };
  const because = dueReason({ ...state, ...numbersOf(news) }, now);
  return [
    ...Object.entries(isSame).flatMap(([property, same]) => (same ? [] : [{ property }])),
    ...(because === undefined ? [] : [{ property: "rotateOn", because }]),
  ];
}

/** Why the token that was kept alive after a rotation has to go now, for people; undefined while it may stay. */
export function previousDueReason(state: State, news: Properties, now: Date): string | undefined {
  const { previousTokenUuid, previousRevokeOn } = state;
  if (previousTokenUuid === undefined) return undefined;
  if (news.overlapDays === undefined) return "overlapDays is switched off";
  if (previousRevokeOn === undefined || isOverlapOver(state.createdAt, previousRevokeOn, now)) {
    return `its overlap ended on ${previousRevokeOn ?? toDay(now)}`;
  }
  return undefined;
}

/** Days of overlap are whole ones: what rotated late in the evening isn't revoked early in the morning. */
function isOverlapOver(rotatedAt: string, revokeOn: string, now: Date): boolean {
  const overlapMs = daysBetween(toDay(new Date(rotatedAt)), revokeOn) * dayMs;
  return now.getTime() - Date.parse(rotatedAt) >= overlapMs;
}

function toText(version: unknown): string | undefined {
  return version === undefined ? undefined : String(version);
}

/** The schedule as it is declared now; what isn't known yet can't make anything due. */
function numbersOf({ rotateAfterDays, rotateBeforeExpiryDays }: Properties) {
  const toNumber = (value: unknown) => (isUnknown(value) || typeof value !== "number" ? undefined : value);
  return {
    rotateAfterDays: toNumber(rotateAfterDays),
    rotateBeforeExpiryDays: toNumber(rotateBeforeExpiryDays),
  };
}
