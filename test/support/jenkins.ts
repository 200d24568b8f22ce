import { onTestFinished } from "vitest";
import {
  type EmbeddedJenkins,
  type EmbeddedJenkinsOptions,
  startEmbeddedJenkins,
} from "../../emulator/index.ts";

/** An embedded Jenkins, closed when the running test is over. */
export async function startJenkins(options: EmbeddedJenkinsOptions = {}): Promise<EmbeddedJenkins> {
  const jenkins = await startEmbeddedJenkins(options);
  onTestFinished(() => jenkins.close());
  return jenkins;
}

/** Credentials as an `Authorization` header. */
export function basic(name: string, secret: string): { Authorization: string } {
  return { Authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString("base64")}` };
}

/** POSTs an action of a user's ApiTokenProperty, with an API token for login. */
export async function postAction(
  url: string,
  action: string,
  options: {
    as: [name: string, token: string];
    owner?: string;
    form?: Record<string, string>;
    headers?: Record<string, string>;
  },
): Promise<Response> {
  const { as, owner = as[0], form = {}, headers = {} } = options;
  const path = `/user/${encodeURIComponent(owner)}/descriptorByName/jenkins.security.ApiTokenProperty/${action}`;
  return fetch(url + path, {
    method: "POST",
    headers: { ...basic(...as), ...headers },
    body: new URLSearchParams(form),
  });
}

/** The status and name that `whoAmI` returns for these credentials. */
export async function whoAmI(
  url: string,
  name: string,
  secret: string,
): Promise<{ status: number; name?: string }> {
  const response = await fetch(`${url}/whoAmI/api/json`, { headers: basic(name, secret) });
  if (response.status !== 200) return { status: response.status };
  const { name: loggedIn } = (await response.json()) as { name: string };
  return { status: 200, name: loggedIn };
}

/** The status of a build of testJob that is started by HTTP Basic, without a crumb. */
export async function startBuild(url: string, username: string, tokenValue = ""): Promise<number> {
  const headers = basic(username, tokenValue);
  return (await fetch(`${url}/job/testJob/build`, { method: "POST", headers })).status;
}

/** What was done to tokens and jobs, in the order of arrival: the last part of each POST's path. */
export function actionsOf({ requests }: Pick<EmbeddedJenkins, "requests">): string[] {
  return requests.filter(({ method }) => method === "POST").map(({ path }) => path.split("/").at(-1) ?? "");
}
