import { dayMs } from "../../../provider/token/model/dates.ts";
import { expiresSoon } from "../../../provider/token/model/expiry.ts";
import { type Holding, isNamedBy, type PendingCreate } from "../../stacks/holdings.ts";
import type { DescribedToken, OwnedToken } from "./ownedToken.ts";
import { type TokenFlag, tokenFlags } from "./tokenFlags.ts";

/** A token that was not used for so many days is marked. */
const unusedDays = 90;

/** What the stacks hold that were read. */
export interface Held {
  readonly holdings: readonly Holding[];
  readonly pendingCreates: readonly PendingCreate[];
}

/** Describes tokens by the stacks that were read, if any, and by the time. */
export function createDescriber(held: Held | undefined, now: Date): (token: OwnedToken) => DescribedToken {
  const byUuid = new Map<string, Holding[]>();
  for (const holding of held?.holdings ?? []) {
    const { tokenUuid } = holding;
    byUuid.set(tokenUuid, [...(byUuid.get(tokenUuid) ?? []), holding]);
  }
  return (token) => {
    const heldBy = held && (byUuid.get(token.tokenUuid.toLowerCase()) ?? []);
    const isUnheld = heldBy?.length === 0;
    const is: Readonly<Record<TokenFlag, boolean>> = {
      expired: token.isExpired,
      expiresSoon: !token.isExpired && expiresSoon(token, now) !== undefined,
      unheld: isUnheld,
      leftover: isUnheld && isLeftover(token.tokenName, held?.pendingCreates ?? []),
      legacy: token.isLegacy,
      neverUsed: token.isUsed === false,
      unused: token.isUsed === true && isUnusedFor(token, unusedDays, now),
    };
    return { ...token, heldBy, flags: tokenFlags.filter((flag) => is[flag]) };
  };
}

/**
 * Whether nobody has used a token for so many days; one that was never used counts from its creation. False where Jenkins does
 * not show it.
 */
export function isUnusedFor({ isUsed, lastUsedAt, createdAt }: OwnedToken, days: number, now: Date): boolean {
  const since = isUsed === false ? createdAt : lastUsedAt;
  return isUsed !== undefined && since !== undefined && now.getTime() - since >= days * dayMs;
}

/**
 * Whether a token has a name as the provider gives one and nobody else does, or as a create was to give that was cut off. Only of a
 * token that nobody holds; another backend may hold it all the same.
 */
function isLeftover(tokenName: string, creates: readonly PendingCreate[]): boolean {
  return (
    /.-[0-9a-f]{7}$|. \(retry [0-9a-f]{7}\)$/.test(tokenName) ||
    creates.some((create) => isNamedBy(create, tokenName))
  );
}
