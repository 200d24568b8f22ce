import { toDay } from "../../../provider/token/model/dates.ts";
import { expiryWarning, isExpired } from "../../../provider/token/model/expiry.ts";
import { dueReason, type Schedule } from "../../../provider/token/model/schedule.ts";
import type { DeclaredToken } from "./declaredToken.ts";

/** What the controller shows of a token. */
export type Seen = "active" | "expired" | "missing" | { readonly unknown: string };

/** How a declared token is; stable, for scripts. */
export const tokenStates = ["active", "missing", "expired", "unknown", "interrupted"] as const;

/** The name of a state. */
export type TokenState = (typeof tokenStates)[number];

/** A declared token, compared with what its controller has. */
export interface TokenStatus extends DeclaredToken {
  /** `interrupted`: an `up` was cut off while it worked on the resource. */
  readonly state: TokenState;
  /** Whether somebody has to do something: the next `up` as it is planned would not correct it in time. */
  readonly needsAttention: boolean;
  /** In whole sentences: what is wrong, what comes next, what to do. */
  readonly notes: readonly string[];
}

/** Compares a declared token with what its controller shows. */
export function toTokenStatus(token: DeclaredToken, seen: Seen, now: Date): TokenStatus {
  if (typeof token.status === "object") {
    const note = `An up was cut off while it was ${token.status.pending} this resource. Run pulumi refresh, then pulumi up.`;
    return { ...token, state: "interrupted", needsAttention: true, notes: [note] };
  }
  const state = typeof seen === "object" ? "unknown" : seen;
  if (token.status === "pendingDelete") {
    return { ...token, state, needsAttention: false, notes: ["Replaced. The next pulumi up revokes it."] };
  }
  const expiry = state === "active" ? expiryWarning(scheduleOf(token), now) : undefined;
  const notes = [
    ...(state === "missing" ? [missing] : []),
    ...(state === "expired"
      ? ["It has expired. The next pulumi up revokes it and creates another one."]
      : []),
    ...(typeof seen === "object" ? [seen.unknown] : []),
    ...(expiry === undefined ? [] : [`It ${expiry}. Set rotateBeforeExpiryDays, or bump version.`]),
    ...dueNotes(token, state, now),
    ...previousNotes(token, now),
  ];
  return { ...token, state, needsAttention: state !== "active" || expiry !== undefined, notes };
}

const missing =
  "Jenkins does not list it: somebody revoked it, or its owner is no longer there. Run pulumi refresh, then pulumi up: " +
  "that creates another one.";

function dueNotes(token: DeclaredToken, state: TokenState, now: Date): string[] {
  if (state !== "active" || isExpired({ ...(token.expiresOn && { expiresOn: token.expiresOn }) }, now))
    return [];
  const due = dueReason(scheduleOf(token), now);
  return due === undefined ? [] : [`The next pulumi up rotates it: ${due}.`];
}

function previousNotes({ previousTokenUuid, previousRevokeOn }: DeclaredToken, now: Date): string[] {
  if (previousTokenUuid === undefined) return [];
  if (previousRevokeOn === undefined || toDay(now) >= previousRevokeOn)
    return ["The next pulumi up revokes the previous token."];
  return [`The previous token works until the first pulumi up from ${previousRevokeOn} on.`];
}

function scheduleOf({
  createdAt,
  expiresOn,
  rotateAfterDays,
  rotateBeforeExpiryDays,
}: DeclaredToken): Schedule {
  // Where the state has no time of creation, nothing is due by age.
  const isDated = createdAt !== undefined && !Number.isNaN(Date.parse(createdAt));
  return {
    createdAt: isDated ? createdAt : new Date(0).toISOString(),
    expiresOn,
    rotateAfterDays: isDated ? rotateAfterDays : undefined,
    rotateBeforeExpiryDays,
  };
}
