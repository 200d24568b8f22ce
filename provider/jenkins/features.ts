import type { JenkinsClient } from "./client/jenkinsClient.ts";

/** What came, or went, with a version of Jenkins. */
export type Feature =
  /** Many named tokens per user, by `generateNewToken`, `rename` and `revoke`. */
  | "namedTokens"
  /** Tokens with a given value, by `addFixedToken`. */
  | "fixedValue"
  /** The token list has a page of its own; before, it is part of the user's configuration. */
  | "securityPage"
  /** An administrator is shown the legacy token that they create for somebody else. */
  | "legacyShownToOthers"
  /** Tokens can expire. Older versions ignore the parameters and create a token that never expires. */
  | "expiry";

/** The first version with a feature, and the first long-term support release with it. */
const firstVersions: Readonly<Record<Feature, { readonly weekly: string; readonly lts: string }>> = {
  namedTokens: { weekly: "2.129", lts: "2.138.1" },
  fixedValue: { weekly: "2.260", lts: "2.263.1" },
  securityPage: { weekly: "2.468", lts: "2.479.1" },
  legacyShownToOthers: { weekly: "2.540", lts: "2.541.1" },
  expiry: { weekly: "2.548", lts: "2.555.1" },
};

/** Whether the client's controller has a feature; "unknown" where it hides its version. */
export async function supports(client: JenkinsClient, feature: Feature): Promise<boolean | "unknown"> {
  const version = await versionOf(client);
  return version === undefined ? "unknown" : isAtLeast(version, firstVersions[feature].weekly);
}

/** The versions that a feature came with, for texts: `2.548 (LTS 2.555.1)`. */
export function sinceWhen(feature: Feature): string {
  const { weekly, lts } = firstVersions[feature];
  return `${weekly} (LTS ${lts})`;
}

const requested = new WeakMap<JenkinsClient, Promise<string | undefined>>();

/**
 * The controller's version, as in `X-Jenkins`: from a response that this client has had already, else requested once.
 * Undefined where something hides it.
 */
export async function versionOf(client: JenkinsClient): Promise<string | undefined> {
  const seen = client.seenVersion();
  if (seen !== undefined) return seen;
  const version =
    requested.get(client) ?? client.getAnonymously("/login").then(({ headers }) => headers["x-jenkins"]);
  requested.set(client, version);
  version.catch(() => requested.delete(client)); // the next one asks again
  return version;
}

/** Whether a version is the same as, or newer than, another: `2.541.3` is newer than `2.129`. */
export function isAtLeast(version: string, least: string): boolean {
  const [parts, leastParts] = [toNumbers(version), toNumbers(least)];
  for (const [index, wanted] of leastParts.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

/** CloudBees CI has versions of four parts and more, such as `2.516.1.28665`. */
export function isCloudBees(version: string): boolean {
  return toNumbers(version).length >= 4;
}

function toNumbers(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
}
