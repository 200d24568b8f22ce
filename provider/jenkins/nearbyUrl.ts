import type { HttpResponse } from "../http/httpClient.ts";
import { isFromRunningJenkins } from "./responses/responseKinds.ts";

/**
 * Where a Jenkins responds that doesn't respond at `url`: at the root of the host, at a part of the path, or where packages
 * install it. `getLogin` gets the login page below a URL, as nobody; undefined without a response.
 */
export async function findNearbyUrl(
  url: string,
  getLogin: (url: string) => Promise<HttpResponse | undefined>,
): Promise<string | undefined> {
  const { origin, pathname } = new URL(url);
  const parts = pathname.split("/").filter(Boolean);
  const parents = parts.map((_, index) => [origin, ...parts.slice(0, index)].join("/"));
  for (const candidate of new Set([...parents, `${origin}/jenkins`])) {
    if (candidate === url) continue;
    const response = await getLogin(candidate);
    if (response && isFromRunningJenkins(response)) return candidate;
  }
  return undefined;
}
