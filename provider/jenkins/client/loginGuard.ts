import { JenkinsError } from "../../errors/jenkinsError.ts";
import type { HttpResponse } from "../../http/httpClient.ts";
import { isGatewayRefusal } from "../responses/responseKinds.ts";

/**
 * Believes Jenkins a refused login only when it isn't starting and refuses twice: while it boots, it refuses good ones.
 *
 * A login that is refused for good isn't repeated by any other request of the client: a directory may lock a user
 * out after a few wrong passwords, and a stack may have hundreds of tokens.
 */
export function createLoginGuard(
  url: string,
  isStarting: () => Promise<boolean>,
): (send: () => Promise<HttpResponse>) => Promise<HttpResponse> {
  let refusal: HttpResponse | undefined;
  return async (send) => {
    if (refusal) return refusal;
    const first = await send();
    if (!isLoginRefusal(first)) return first;
    if (await isStarting()) throw new JenkinsError("starting", { url }, { isRetryable: true });
    if (refusal) return refusal;
    const second = await send();
    if (isLoginRefusal(second)) refusal = second;
    return second;
  };
}

function isLoginRefusal(response: HttpResponse): boolean {
  return response.status === 401 && !isGatewayRefusal(response);
}
