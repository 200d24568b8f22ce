/** A token as Jenkins lists it, whether on the user's page or in the script console. */
export interface ListedToken {
  readonly tokenUuid: string;
  readonly tokenName: string;
  /** When it was created, to the second, in milliseconds; all tokens of a list by the same clock, which may not be UTC. */
  readonly createdAt?: number | undefined;
  /** Undefined where Jenkins counts no uses. */
  readonly isUsed?: boolean | undefined;
  /** How often it was used. Undefined where Jenkins counts no uses. */
  readonly useCount?: number | undefined;
  /** When it was used last, as `createdAt`. */
  readonly lastUsedAt?: number | undefined;
  /** The last day on which it works, `YYYY-MM-DD`. Undefined where it never expires, and where the list doesn't show the day. */
  readonly expiresOn?: string | undefined;
  /** Whether its last day is over: Jenkins keeps it in the list until somebody revokes it. */
  readonly isExpired: boolean;
  /** Whether it never expires. Undefined where the list doesn't show that. */
  readonly neverExpires?: boolean | undefined;
  /** Whether it is the user's one legacy token. */
  readonly isLegacy: boolean;
}
