import { revokeToken } from "../../dist/provider/jenkins/apiTokenProperty.js";
import { isSameUser } from "../../dist/provider/jenkins/client/credentials.js";
import type { JenkinsClient } from "../../dist/provider/jenkins/client/jenkinsClient.js";
import { versionOf } from "../../dist/provider/jenkins/features.js";
import { readTokenListPage } from "../../dist/provider/jenkins/tokenListPage.js";
import { whoIs } from "../../dist/provider/jenkins/whoAmI.js";
import { createContext } from "../../dist/provider/token/context.js";
import { startEmbeddedJenkins } from "../../emulator/index.ts";
import type { Terminal } from "./terminal.ts";

/** The controller of the demo, as its login sees it through the provider's own code. */
export type DemoJenkins = Awaited<ReturnType<typeof openJenkins>>;

/** The controller of JENKINS_URL, or else an embedded one, where the login is a user without special rights. */
export async function openJenkins(given: NodeJS.ProcessEnv) {
  const embedded = given.JENKINS_URL ? undefined : await startEmbeddedJenkins();
  const alice = { JENKINS_USER_ID: "alice", JENKINS_PASSWORD: "alice-pw", JENKINS_API_TOKEN: "" };
  const environment: Record<string, string> = embedded ? { JENKINS_URL: embedded.url, ...alice } : {};
  const { connect, inspect, secrets } = createContext({
    config: () => undefined,
    environment: { ...given, ...environment },
    now: () => new Date(),
    warn: () => {},
  });
  const problems = inspect({}).problems.map(({ path, reason }) => `\n  ${path} ${reason}`);
  if (problems.length > 0) throw new Error(`JENKINS_URL is set, but more is missing:${problems.join("")}`);
  const client = await connect({});
  const { url, login } = client;
  const job = given.JENKINS_DEMO_JOB || "testJob";
  const names = job.split("/").filter(Boolean);
  const jobPath = names.map((name) => `/job/${encodeURIComponent(name)}`).join("");

  async function tokens() {
    const page = await readTokenListPage(client, login);
    if ("tokens" in page) return page.tokens;
    throw page.cause ?? new Error(page.reason);
  }

  return {
    isEmbedded: embedded !== undefined,
    login,
    /** What makes Pulumi use this controller. */
    environment,
    tokens,
    buildRequest: `POST ${jobPath}/build`,
    revoke: (tokenUuid: string) => revokeToken(client, { username: login, tokenUuid }),
    redact: secrets.redact,
    close: async () => embedded?.close(),

    /** Finds out whatever would make the demo fail later, before anything is created. */
    async verify(terminal: Terminal) {
      const { length } = await terminal.during("Jenkins lists the tokens", tokens);
      const kind = embedded ? "embedded" : `login by ${given.JENKINS_API_TOKEN ? "API token" : "password"}`;
      const others = `${length} API token${length === 1 ? "" : "s"}, which the demo does not touch`;
      terminal.fact("Jenkins", [
        `${(await versionOf(client)) ?? "of unknown version"} at ${url} (${kind})`,
        `where ${login} has ${length === 0 ? "no API token so far" : others}`,
      ]);
      terminal.passed(`${login} can log in`);
      await terminal.during("Jenkins shows the job", () => verifyJob(client, job, jobPath));
      terminal.passed(`there is a job ${job} to start`);
    },

    /** The user whom a token logs in, or `401` for a token that Jenkins rejects. */
    async ownerOf(apiToken: string) {
      const identity = await whoIs(client, { username: login, apiToken });
      if (identity.kind !== "user") return identity.kind === "refused" ? "401" : identity.kind;
      return isSameUser(identity.name, login) ? login : identity.name;
    },

    /** Starts a build with a token. The item in the queue shows who started it. */
    async build(apiToken: string): Promise<{ status: number; state: string; startedBy?: string }> {
      const asToken = await connect({ connection: { url, username: login, apiToken } });
      const { status, headers } = await asToken.post(`${jobPath}/build`, {}, { isIdempotent: false });
      const item = /\/queue\/item\/(\d+)/.exec(headers.location ?? "")?.[1];
      const permission = headers["x-required-permission"];
      if (item === undefined)
        return {
          status,
          state: permission ? `the permission ${permission} is missing` : "no item in the queue",
        };
      const path = `/queue/item/${item}/api/json`;
      const response = await asToken.get(path);
      if (response.status !== 200) throw asToken.unexpected("GET", path, response);
      const { executable, actions } = JSON.parse(response.body);
      const causes = actions.flatMap((action: { causes?: object[] }) => action.causes ?? []);
      const startedBy = causes.find((cause: object) => "userId" in cause)?.userId;
      return {
        status,
        startedBy,
        state: `queue item ${item}${executable ? `: build #${executable.number}` : ""}`,
      };
    },
  };
}

async function verifyJob(client: JenkinsClient, name: string, path: string): Promise<void> {
  const response = await client.get(`${path}/api/json?tree=buildable,property[parameterDefinitions[name]]`);
  const job = response.status === 200 ? JSON.parse(response.body) : undefined;
  const hasParameters = job?.property?.some((property: object) => "parameterDefinitions" in property);
  if (job && job.buildable !== false && !hasParameters) return;
  if (!job && response.status !== 404) throw client.unexpected("GET", path, response);
  const problem = job
    ? `The job '${name}' is disabled, a folder, or needs parameters`
    : `There is no job '${name}' that ${client.login} can see`;
  const advice = "name a job in JENKINS_DEMO_JOB that can be started without parameters (default: testJob)";
  throw new Error(`${problem}\n  at:         ${client.url}\n  what to do: ${advice}`);
}
