import type { TokenIdentity } from "../../jenkins/identifyToken.ts";
import type { TokenList } from "../../jenkins/tokenLists.ts";

/** What is concluded about a token. One of which it is unknown is kept in the state, with a warning that gives the reason. */
export type Presence =
  | "active"
  /** Its last day is over: kept in the state, and replaced and revoked by the next up. */
  | "expired"
  /** Refresh drops it, the next up creates another. */
  | "missing"
  | { readonly unknown: true /** In whole sentences. */; readonly reason: string };

/** What is known about a token. */
export interface Evidence {
  readonly tokenUuid: string;
  /** The owner's token list; for a legacy token, which no list identifies, one that isn't seen. */
  readonly list: TokenList;
  /** Whether the state says that the token's last day is over. */
  readonly isPastLastDay: boolean;
  /** Whether the provider logs in as the owner. */
  readonly isLoginOfOwner: boolean;
  /** Whom Jenkins takes the token for. Only where the list can't be seen, and the token's last day isn't over. */
  readonly identity?: TokenIdentity | undefined;
}

/** Concludes whether a token is there. The token's own word counts only where its owner's list can't be seen. */
export function concludePresence(evidence: Evidence): Presence {
  const { list, tokenUuid, isPastLastDay, identity } = evidence;
  if (list.seen) {
    const listed = list.tokens.find((token) => token.tokenUuid === tokenUuid);
    if (!listed) return "missing";
    return listed.isExpired ? "expired" : "active";
  }
  if (isPastLastDay) return "expired";
  switch (identity?.kind) {
    case "owner":
      return "active";
    case "refused":
      return evidence.isLoginOfOwner && list.why !== "unavailable"
        ? "missing"
        : toUnknown(refusedReason, list.reason);
    case "otherUser":
      return toUnknown(`Jenkins takes the token for one of '${identity.name}'.`, list.reason);
    case "unknown":
      return toUnknown(identity.reason, list.reason);
    default:
      return toUnknown(list.reason);
  }
}

/** What a directory or an identity provider does that is down, or that has locked the account. */
const refusedReason =
  "Jenkins refuses the token (401): it was revoked, or the directory or identity provider does not accept its owner at present.";

function toUnknown(...reasons: readonly string[]): Presence {
  return { unknown: true, reason: [...new Set(reasons)].join(" ") };
}
