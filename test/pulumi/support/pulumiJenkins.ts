import { onTestFinished } from "vitest";
import {
  type EmbeddedJenkins,
  type EmbeddedJenkinsOptions,
  startEmbeddedJenkins,
} from "../../../emulator/index.ts";
import { basic } from "../../unit/emulator/client.ts";

/** Starts a controller for one test, and closes it when the test has finished. */
export async function startJenkins(options: EmbeddedJenkinsOptions = {}): Promise<EmbeddedJenkins> {
  const jenkins = await startEmbeddedJenkins(options);
  onTestFinished(() => jenkins.close());
  return jenkins;
}

/** The status that Jenkins answers to somebody who wants to start a build of testJob by HTTP Basic, without a crumb. */
export async function startBuild(
  url: string,
  username: string,
  tokenValue: string | undefined,
): Promise<number> {
  const headers = basic(username, tokenValue ?? "");
  const { status } = await fetch(`${url}/job/testJob/build`, { method: "POST", headers });
  return status;
}

/** What was done to tokens and jobs, in the order of arrival: the last part of each POST's path. */
export function actionsOf({ requests }: EmbeddedJenkins): (string | undefined)[] {
  return requests.filter(({ method }) => method === "POST").map(({ path }) => path.split("/").at(-1));
}
