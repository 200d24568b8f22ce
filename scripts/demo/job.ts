import { setTimeout as sleep } from "node:timers/promises";
import type { JenkinsClient } from "../../dist/provider/jenkins/client/jenkinsClient.js";

/** A job, by its full name: `folder/job` for one in a folder. */
export interface DemoJob {
  readonly name: string;
  /** The request that starts it, as `POST /job/testJob/build`. */
  readonly request: string;
  /** @throws Error that names JENKINS_DEMO_JOB where the job can't be started just so. */
  requireStartable(client: JenkinsClient): Promise<void>;
  /** Starts a build with somebody's login; an API token needs no crumb. */
  start(client: JenkinsClient): Promise<StartedBuild>;
}

/** What became of a request for a build. */
export interface StartedBuild {
  readonly status: number;
  /** User ID of who started it, from the item in the queue. */
  readonly startedBy: string | undefined;
  /** What Jenkins says about it, as `queue item 7: build #3`. */
  readonly description: string;
}

/** Jenkins waits a few seconds before it takes a build out of the queue, in case more of them come. */
const waitForBuildMs = 15_000;
const lookAgainMs = 500;

/** The job of this name. */
export function createDemoJob(name: string): DemoJob {
  const path = name
    .split("/")
    .filter(Boolean)
    .map((part) => `/job/${encodeURIComponent(part)}`)
    .join("");
  return {
    name,
    request: `POST ${path}/build`,

    async requireStartable(client) {
      const lookAt = `${path}/api/json`;
      const response = await client.get(`${lookAt}?tree=buildable,property[parameterDefinitions[name]]`);
      if (response.status === 404)
        throw unfit(`There is no job '${name}' that ${client.login} can see`, client);
      if (response.status !== 200) throw client.unexpected("GET", lookAt, response);
      const job = JSON.parse(response.body) as Job;
      if (job.buildable === false)
        throw unfit(`The job '${name}' can't be built: it is disabled, or a folder`, client);
      if (job.property?.some(({ parameterDefinitions }) => parameterDefinitions)) {
        throw unfit(`The job '${name}' wants parameters, and the demo has none to give`, client);
      }
    },

    async start(client) {
      const { status, headers } = await client.post(`${path}/build`, {}, { isIdempotent: false });
      const item = /\/queue\/item\/(\d+)/.exec(headers.location ?? "")?.[1];
      if (item === undefined) return { status, startedBy: undefined, description: toReason(headers) };
      const { startedBy, description } = await follow(client, item);
      return { status, startedBy, description: `queue item ${item}: ${description}` };
    },
  };
}

function toReason(headers: Readonly<Record<string, string>>): string {
  const permission = headers["x-required-permission"];
  return permission ? `the permission ${permission} is missing` : "no item in the queue";
}

function unfit(problem: string, { url }: JenkinsClient): Error {
  return new Error(
    `${problem}\n  at:         ${url}\n  what to do: name a job in JENKINS_DEMO_JOB that may simply be started (default: testJob)`,
  );
}

interface Job {
  readonly buildable?: boolean;
  readonly property?: readonly { readonly parameterDefinitions?: unknown }[];
}

interface QueueItem {
  readonly why?: string | null;
  readonly executable?: { readonly number: number } | null;
  readonly actions?: readonly { readonly causes?: readonly { readonly userId?: string }[] }[];
}

/** Waits for the build to start, but not for long: a controller may be busy, and it is in the queue in any case. */
async function follow(client: JenkinsClient, item: string): Promise<Omit<StartedBuild, "status">> {
  const giveUpAtMs = performance.now() + waitForBuildMs;
  for (;;) {
    const path = `/queue/item/${item}/api/json`;
    const response = await client.get(path);
    if (response.status !== 200) throw client.unexpected("GET", path, response);
    const { why, executable, actions = [] } = JSON.parse(response.body) as QueueItem;
    const startedBy = actions.flatMap(({ causes = [] }) => causes).find(({ userId }) => userId)?.userId;
    if (executable) return { startedBy, description: `build #${executable.number}` };
    if (performance.now() > giveUpAtMs) return { startedBy, description: why ?? "waiting" };
    await sleep(lookAgainMs);
  }
}
