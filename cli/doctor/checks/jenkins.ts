import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import type { HttpResponse } from "../../../provider/http/httpClient.ts";
import { findNearbyUrl } from "../../../provider/jenkins/nearbyUrl.ts";
import { isFromRunningJenkins } from "../../../provider/jenkins/responses/responseKinds.ts";
import { type Check, ok, toProblem } from "../check.ts";
import type { Target } from "../target.ts";

/** Whether the URL is that of a Jenkins, context path and all. */
export const jenkins: Check = {
  title: () => "Jenkins URL",
  needs: ["reachable", "tls"],
  async probe(target) {
    const { url } = target.client;
    const { response } = await target.requestLogin();
    if (response instanceof JenkinsError) throw response;
    if (isFromRunningJenkins(response)) {
      const { pathname } = new URL(url);
      return ok(pathname === "/" ? "a Jenkins at the root of the host" : `a Jenkins under ${pathname}`);
    }
    const error = toError(target, response);
    const realUrl = error.means === "absent" ? await findNearbyUrl(url, target.requestLoginAt) : undefined;
    return toProblem(realUrl === undefined ? error : new JenkinsError("wrongPath", { url, realUrl }));
  },
};

function toError({ client }: Target, response: HttpResponse): JenkinsError {
  const { url } = client;
  const error = client.unexpected("GET", "/login", response);
  // The request was anonymous, so none of these can apply.
  const isAboutLogin = ["wrongCredentials", "loginLost", "unexpectedResponse"].includes(error.code);
  return isAboutLogin ? new JenkinsError("notJenkins", { url, status: response.status }) : error;
}
