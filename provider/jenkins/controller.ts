import { JenkinsError } from "../errors/catalogue.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { isFromRunningJenkins } from "./responses/responseKinds.ts";

const loginPath = "/login";

/**
 * Whether the controller is up. While Jenkins boots, a good token can get a 401 between two 503s; only the login page,
 * answered by Jenkins itself, tells that a 401 means what it says.
 */
export async function isUp(client: JenkinsClient): Promise<boolean> {
  return isFromRunningJenkins(await client.getAnonymously(loginPath));
}

/** Makes sure that a controller that has answered 401 is up. @throws JenkinsError `refusalUnclear`, `starting` among others */
export async function requireUp(client: JenkinsClient): Promise<void> {
  const response = await client.getAnonymously(loginPath);
  if (isFromRunningJenkins(response)) return;
  const { said: page = "" } = client.unexpected("GET", loginPath, response).context;
  throw new JenkinsError("refusalUnclear", { url: client.url, page });
}
