import { dayMs, toDay } from "../../../provider/token/model/dates.ts";
import { expiresSoon } from "../../../provider/token/model/expiry.ts";
import type { Holding } from "../../stacks/holdings.ts";
import type { DescribedToken } from "../model/ownedToken.ts";
import type { TokenFlag } from "../model/tokenFlags.ts";

/** Where Jenkins shows nothing. */
export const unknown = "–";

/** The day of a time that Jenkins shows; by the controller's clock where it is from a page. */
export function toDayOrUndefined(time: number | undefined): string | undefined {
  return time === undefined ? undefined : toDay(new Date(time));
}

/** When a token was used last, for people. */
export function lastUseOf({ isUsed, lastUsedAt }: DescribedToken): string {
  return isUsed === false ? "never" : (toDayOrUndefined(lastUsedAt) ?? unknown);
}

/** When a token expires, for people. */
export function expiryOf({ expiresOn, neverExpires, isExpired }: DescribedToken): string {
  if (expiresOn !== undefined) return expiresOn;
  if (neverExpires) return "never";
  return isExpired ? "expired" : unknown;
}

/** A flag in words. */
export function toWords(flag: TokenFlag, token: DescribedToken, now: Date): string {
  switch (flag) {
    case "expired":
      return "expired";
    case "expiresSoon":
      return `expires ${expiresSoon(token, now)}`;
    case "unheld":
      return "held by nobody";
    case "leftover":
      return "likely left by an interrupted create";
    case "legacy":
      return "legacy token";
    case "neverUsed":
      return "never used";
    case "unused":
      return `not used for ${Math.floor((now.getTime() - (token.lastUsedAt ?? 0)) / dayMs)} days`;
  }
}

/** How a flag is counted at the end of the list. */
export const countedWords: Readonly<Record<TokenFlag, string>> = {
  expired: "expired",
  expiresSoon: "expiring soon",
  unheld: "held by nobody",
  leftover: "likely left by interrupted creates",
  legacy: "legacy",
  neverUsed: "never used",
  unused: "not used for 90 days",
};

/** Which resource of which stack holds a token, and how. */
export function toHolder({ stack, resource, as }: Holding): string {
  return `${stack}: ${resource}${roles[as]}`;
}

const roles: Readonly<Record<Holding["as"], string>> = {
  current: "",
  previous: " (previous token)",
  pendingDelete: " (to be revoked)",
  pendingOperation: " (interrupted operation)",
};

/** A number of things. */
export function toCount(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
