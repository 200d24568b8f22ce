import type { HttpClient, HttpResponse } from "../../http/httpClient.ts";
import { findNearbyUrl } from "../nearbyUrl.ts";
import { isFromJenkins, isFromRunningJenkins, isGatewayRefusal, isPage } from "../responses/responseKinds.ts";

/** Where a Jenkins responds, if that is another path of the host than the client's; undefined where the URL may be right. */
export type UrlCheck = (response: HttpResponse) => Promise<string | undefined>;

/**
 * A check for one client. A response that a wrong path may have caused, such as a refused login of another application, is
 * reason to look for the controller once: whoever corrects the login first, corrects it in vain.
 */
export function createUrlCheck({
  url,
  http,
  headers = {},
}: {
  readonly url: string;
  readonly http: HttpClient;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}): UrlCheck {
  let isRight = false;
  let isSearched = false;
  let search: Promise<string | undefined> | undefined;

  function getLogin(at: string): Promise<HttpResponse | undefined> {
    return http({ method: "GET", url: `${at}/login`, headers }).catch(() => undefined);
  }

  /** Undefined where the controller is at the URL, isn't found, or isn't up. */
  async function findRealUrl(): Promise<string | undefined> {
    const page = await getLogin(url);
    isRight = page !== undefined && isFromRunningJenkins(page);
    isSearched = page !== undefined && page.status < 500;
    if (isRight || !isSearched) return undefined;
    return findNearbyUrl(url, getLogin);
  }

  return async (response) => {
    isRight ||= response.status < 300 && (isFromJenkins(response) || !isPage(response));
    if (isRight || !isDoubtful(response)) return undefined;
    if (!isSearched) search ??= findRealUrl();
    const realUrl = await search;
    if (!isSearched) search = undefined; // it was not up, and the next one looks again
    return realUrl;
  };
}

function isDoubtful(response: HttpResponse): boolean {
  const { status } = response;
  return status === 401 || status === 404 || isGatewayRefusal(response) || isPage(response);
}
