import { JenkinsError } from "../errors/jenkinsError.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { isFromRunningJenkins } from "./responses/responseKinds.ts";

const loginPath = "/login";

/**
 * Whether the controller is up. While Jenkins boots, a good token can get a 401 between two 503s; only the login page,
 * with a response of Jenkins itself, shows that a 401 is a real refusal.
 */
export async function isUp(client: JenkinsClient): Promise<boolean> {
  return isFromRunningJenkins(await client.getAnonymously(loginPath));
}

/** Makes sure that a Jenkins that is up responds at the client's URL. @throws JenkinsError that says what responds instead */
export async function requireJenkins(client: JenkinsClient): Promise<void> {
  const response = await client.getAnonymously(loginPath);
  if (!isFromRunningJenkins(response)) throw client.unexpected("GET", loginPath, response);
}

/** Makes sure that a controller that has responded with 401 is up. @throws JenkinsError `refusalUnverified`, `starting` among others */
export async function requireUp(client: JenkinsClient): Promise<void> {
  const response = await client.getAnonymously(loginPath);
  if (isFromRunningJenkins(response)) return;
  const { response: summary = "" } = client.unexpected("GET", loginPath, response).context;
  throw new JenkinsError("refusalUnverified", { url: client.url, response: summary });
}
