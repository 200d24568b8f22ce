import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import type { HttpResponse } from "../../../provider/http/httpClient.ts";
import { findNearbyUrl } from "../../../provider/jenkins/nearbyUrl.ts";
import { isFromRunningJenkins } from "../../../provider/jenkins/responses/responseKinds.ts";
import { type Check, ok, toProblem } from "../check.ts";
import type { Patient } from "../patient.ts";

/** Whether the URL is that of a Jenkins, context path and all. */
export const jenkins: Check = {
  title: () => "Jenkins URL",
  needs: ["reachable", "tls"],
  async look(patient) {
    const { url } = patient.client;
    const { answer } = await patient.greet();
    if (answer instanceof JenkinsError) throw answer;
    if (isFromRunningJenkins(answer)) {
      const { pathname } = new URL(url);
      return ok(pathname === "/" ? "a Jenkins at the root of the host" : `a Jenkins under ${pathname}`);
    }
    const error = toError(patient, answer);
    const realUrl = error.means === "absent" ? await findNearbyUrl(url, patient.peek) : undefined;
    return toProblem(realUrl === undefined ? error : new JenkinsError("wrongPath", { url, realUrl }));
  },
};

function toError({ client }: Patient, answer: HttpResponse): JenkinsError {
  const { url } = client;
  const error = client.unexpected("GET", "/login", answer);
  // Nobody has logged in, so none of these can be meant.
  const isAboutLogin = ["wrongCredentials", "loginLost", "unexpectedResponse"].includes(error.code);
  return isAboutLogin ? new JenkinsError("notJenkins", { url, status: answer.status }) : error;
}
