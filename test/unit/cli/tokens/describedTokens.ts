import type { Held } from "../../../../cli/tokens/model/flags.ts";
import { createDescriber } from "../../../../cli/tokens/model/flags.ts";
import type { DescribedToken, OwnedToken } from "../../../../cli/tokens/model/ownedToken.ts";

/** The day of these tests. */
export const now = new Date("2027-01-01T12:00:00Z");

const dayMs = 24 * 60 * 60 * 1000;

/** So many days ago, in milliseconds. */
export const daysAgo = (days: number) => now.getTime() - days * dayMs;

export const uuid = "8c42a1f0-2f3e-4b57-9a55-7b3f0e6c1d28";

/** A token of alice that nothing is remarkable about. */
export function token(more: Partial<OwnedToken> = {}): OwnedToken {
  return {
    owner: "alice",
    tokenUuid: uuid,
    tokenName: "deploy",
    createdAt: daysAgo(200),
    isUsed: true,
    useCount: 7,
    lastUsedAt: daysAgo(1),
    expiresOn: undefined,
    isExpired: false,
    neverExpires: true,
    isLegacy: false,
    ...more,
  };
}

/** Stacks that hold these UUIDs. */
export const stacks = (...uuids: readonly string[]): Held => ({
  holdings: uuids.map((tokenUuid) => ({
    tokenUuid,
    stack: "dev",
    urn: "urn:pulumi:dev::p::jenkins:index:ApiToken::ci",
    resource: "ci",
    as: "current",
  })),
  pendingCreates: [{ stack: "dev", resource: "ci", tokenNames: ["nightly"] }],
});

/** A token, described. */
export function described(more: Partial<OwnedToken> = {}, held?: Held): DescribedToken {
  return createDescriber(held, now)(token(more));
}
