/** The inputs that say how long a token and its previous one live, in days. */
interface Lifetimes {
  readonly overlapDays?: number | undefined;
  readonly rotateAfterDays?: number | undefined;
  readonly expiresInDays?: number | undefined;
  readonly rotateBeforeExpiryDays?: number | undefined;
}

/**
 * Why the previous token can't work on for all of `overlapDays`; undefined when it can. A resource has one previous token,
 * so the next rotation ends it, and until then it expires like any other.
 */
export function findOverlapLimit({
  overlapDays = 0,
  rotateAfterDays = Infinity,
  expiresInDays = Infinity,
  rotateBeforeExpiryDays = -Infinity,
}: Lifetimes): string | undefined {
  // Infinity where no rotation comes by itself: then nothing is known of the days after it.
  const rotatesAfter = Math.min(rotateAfterDays, expiresInDays - rotateBeforeExpiryDays);
  const limits = [
    { days: rotatesAfter, reason: "the rotation after so many days ends the previous token" },
    {
      days: expiresInDays - rotatesAfter,
      reason: "so many days after its rotation the previous token expires",
    },
  ];
  const limit = limits.find(({ days }) => days >= 0 && overlapDays > days);
  return limit && `must not be more than ${limit.days}: ${limit.reason}`;
}
