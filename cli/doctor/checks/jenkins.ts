import { JenkinsError } from "../../../provider/errors/jenkinsError.ts";
import type { HttpResponse } from "../../../provider/http/httpClient.ts";
import { isFromJenkins, isFromRunningJenkins } from "../../../provider/jenkins/responses/responseKinds.ts";
import { type Check, type Finding, ok, toProblem } from "../check.ts";
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
    const isElsewhere = error.code === "notJenkins" || error.code === "wrongPath";
    return suggest(toProblem(error), isElsewhere ? await findNearby(patient) : undefined);
  },
};

function toError({ client }: Patient, answer: HttpResponse): JenkinsError {
  const { url } = client;
  if (isFromJenkins(answer)) return new JenkinsError("wrongPath", { url });
  const error = client.unexpected("GET", "/login", answer);
  // Nobody has logged in, so none of these can be meant.
  const isAboutLogin = ["wrongCredentials", "loginLost", "unexpectedResponse"].includes(error.code);
  return isAboutLogin ? new JenkinsError("notJenkins", { url, status: answer.status }) : error;
}

/** A Jenkins at the root of the host, at a part of the path, or where packages put it. */
async function findNearby({ client, peek }: Patient): Promise<string | undefined> {
  const { origin, pathname } = new URL(client.url);
  const parts = pathname.split("/").filter(Boolean);
  const parents = parts.map((_, index) => [origin, ...parts.slice(0, index)].join("/"));
  for (const candidate of new Set([...parents, `${origin}/jenkins`])) {
    if (candidate === client.url) continue;
    const answer = await peek(candidate);
    if (answer && isFromRunningJenkins(answer)) return candidate;
  }
  return undefined;
}

function suggest(finding: Finding, nearby: string | undefined): Finding {
  return nearby === undefined
    ? finding
    : { ...finding, hint: `A Jenkins answers at ${nearby}: use that as the URL.` };
}
