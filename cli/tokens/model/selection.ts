import { isUnusedFor } from "./flags.ts";
import type { DescribedToken } from "./ownedToken.ts";

/** Which tokens to revoke: those of these UUIDs, or those to which all of the others apply. */
export interface Selection {
  /** In lower case. */
  readonly uuids: readonly string[];
  readonly unheld?: boolean;
  readonly expired?: boolean;
  readonly unusedDays?: number;
}

/** Whether a token is to be revoked. What is not known of it speaks against that. */
export function isSelected(token: DescribedToken, selection: Selection, now: Date): boolean {
  const { uuids, unheld, expired, unusedDays } = selection;
  if (uuids.length > 0) return uuids.includes(token.tokenUuid.toLowerCase());
  const conditions = [
    ...(unheld ? [token.heldBy?.length === 0] : []),
    ...(expired ? [token.isExpired] : []),
    ...(unusedDays === undefined ? [] : [isUnusedFor(token, unusedDays, now)]),
  ];
  return conditions.length > 0 && conditions.every((applies) => applies);
}
