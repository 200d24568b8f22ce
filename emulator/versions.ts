import { coerce, gte } from "semver";

/** What a version of Jenkins can do and how it responds. */
export interface Features {
  /** `generateNewToken`, `rename` and `revoke`; before, there is one legacy token a user. */
  manyTokens: boolean;
  /** `addFixedToken`, `revokeAll`, `revokeAllExcept`. */
  fixedTokens: boolean;
  /** Tokens that expire; older versions ignore the parameters. */
  expiry: boolean;
  /** Times have a narrow space before AM: the recorded 2.568.2 ran on a newer Java than the others. */
  narrowSpaces: boolean;
  /** Tokens are listed at `/user/ID/security/`; before, at `/user/ID/configure`. */
  securityPage: boolean;
  /** Each token is a card; before, a row of inputs. */
  tokenCards: boolean;
  /** `rename` responds with JSON; before, 200 with an empty body and 400 where something is missing. */
  renameReturnsJson: boolean;
  /** A crumb is good for one session only; before, for the user. */
  crumbBoundToSession: boolean;
  /** A crumb is good for one client address only. */
  crumbBoundToAddress: boolean;
  /** The login form carries a crumb and needs it. */
  loginFormNeedsCrumb: boolean;
  /** A changed legacy token comes back in `X-Jenkins-ValidateButton-Callback`; before, in `script`. */
  validateButtonCallback: boolean;
  /** An unknown path gets Jenkins' own page; before, by Jetty's. */
  notFoundPage: boolean;
  /** Relative redirects and SameSite cookies. */
  jetty12: boolean;
  /** Titles end in ` - Jenkins`; before, in ` [Jenkins]`. */
  dashedTitles: boolean;
  /**
   * What 2.568.2 says and 2.541.3 doesn't: the charset in the challenge, `Allow` with 405, the permission that anonymous
   * lacks, FACTOR_PASSWORD among the authorities. Seen in these two; set to the first LTS line between them.
   */
  detailedRefusals: boolean;
}

/** Which version brought each thing. */
const since: Record<Exclude<keyof Features, keyof typeof until>, string> = {
  manyTokens: "2.129",
  crumbBoundToSession: "2.186",
  fixedTokens: "2.260",
  notFoundPage: "2.421",
  securityPage: "2.468",
  jetty12: "2.475",
  dashedTitles: "2.495",
  tokenCards: "2.505",
  renameReturnsJson: "2.505",
  validateButtonCallback: "2.540",
  loginFormNeedsCrumb: "2.541",
  expiry: "2.548",
  narrowSpaces: "2.548",
  detailedRefusals: "2.555",
};

/** Which version took each thing away. */
const until = { crumbBoundToAddress: "2.543" };

/** The features of a version such as `2.568.2`. */
export function featuresOf(version: string): Features {
  const brought = Object.entries(since).map(([feature, first]) => [feature, isAtLeast(version, first)]);
  const taken = Object.entries(until).map(([feature, first]) => [feature, !isAtLeast(version, first)]);
  return Object.fromEntries([...brought, ...taken]) as Features;
}

/** Of CloudBees' four parts, the first three count. */
function isAtLeast(version: string, first: string): boolean {
  return gte(coerce(version) ?? "0.0.0", coerce(first) ?? "0.0.0");
}
