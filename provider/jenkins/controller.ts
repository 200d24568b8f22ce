import { isFromJenkins } from "./answerKinds.ts";
import type { JenkinsClient } from "./jenkinsClient.ts";

/**
 * Whether the controller is up. While Jenkins boots, a good token can get a 401 between two 503s; only the login page,
 * answered by Jenkins itself, tells that a 401 means what it says.
 */
export async function isUp(client: JenkinsClient): Promise<boolean> {
  const response = await client.getAnonymously("/login");
  return response.status === 200 && isFromJenkins(response);
}
