import { JenkinsError } from "../errors/jenkinsError.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { propertyPath, toRefusal } from "./apiTokenProperty.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";

/**
 * Changes the one legacy token of a user. The old value is dead from then on. Returns the new one; undefined where Jenkins
 * doesn't show it to this login.
 *
 * @throws JenkinsError `legacyDisabled`, `notPermitted`, `unknownUser`
 */
export async function changeToken(client: JenkinsClient, username: string): Promise<string | undefined> {
  const path = propertyPath(username, "changeToken");
  // Sent twice, it changes twice, and the last value counts: no harm done.
  const response = await client.post(path, {}, { isIdempotent: true });
  if (response.status !== 200) throw await toRefusal(client, username, path, response);
  const value = tokenValueOf(response);
  if (value !== undefined || isHidden(response)) return value;
  const unexpected = client.unexpected("POST", path, response);
  if (!response.body.includes("legacy token")) throw unexpected;
  const { url } = client;
  throw new JenkinsError("legacyDisabled", { url, username }, unexpected.context);
}

/** Jenkins returns the value to the page that requested it, as a call of a script function; since 2.540 in JSON. */
function tokenValueOf({ headers }: HttpResponse): string | undefined {
  const callback = headers["x-jenkins-validatebutton-callback"];
  if (callback !== undefined) return /"arguments":\["([0-9a-f]{32})"\]/.exec(callback)?.[1];
  return /\.value='([0-9a-f]{32})'/.exec(headers.script ?? "")?.[1];
}

function isHidden({ headers }: HttpResponse): boolean {
  return headers.script?.includes("Token is hidden") ?? false;
}
