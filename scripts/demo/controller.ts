import type { JenkinsClient } from "../../dist/provider/jenkins/client/jenkinsClient.js";
import { createContext } from "../../dist/provider/token/context.js";
import { startEmbeddedJenkins } from "../../emulator/index.ts";

/** The controller that the demo runs on. */
export interface DemoController {
  /** What kind it is, and how one logs in. */
  readonly description: string;
  readonly client: JenkinsClient;
  /** The same login by means of an API token. */
  clientOfToken(tokenValue: string): Promise<JenkinsClient>;
  /** What makes Pulumi use this controller. */
  readonly environment: Record<string, string>;
  /** Takes every secret that has come up out of a text. */
  redact(text: string): string;
  close(): Promise<void>;
}

/** The real controller of JENKINS_URL, or else an embedded one on a free port. */
export async function openController(given: NodeJS.ProcessEnv): Promise<DemoController> {
  const embedded = given.JENKINS_URL ? undefined : await startEmbeddedJenkins();
  const environment = embedded ? toEnvironment(embedded.url) : {};
  const context = createContext({
    config: () => undefined,
    environment: { ...given, ...environment },
    now: () => new Date(),
    warn: () => {},
  });
  const { problems } = context.inspect({});
  if (problems.length > 0) throw toError(problems);
  const client = await context.connect({});
  const { url, login: username } = client;
  return {
    description: embedded ? "embedded" : `login by ${given.JENKINS_API_TOKEN ? "API token" : "password"}`,
    client,
    clientOfToken: (apiToken) => context.connect({ connection: { url, username, apiToken } }),
    environment,
    redact: context.secrets.redact,
    close: async () => embedded?.close(),
  };
}

function toError(problems: readonly { readonly path: string; readonly reason: string }[]): Error {
  return new Error(
    [
      "JENKINS_URL is set, but that doesn't make a whole connection yet",
      ...problems.map(({ path, reason }) => `  ${path} ${reason}`),
    ].join("\n"),
  );
}

/** A user without special rights; and no other login that may be set on this machine. */
function toEnvironment(url: string): Record<string, string> {
  return {
    JENKINS_URL: url,
    JENKINS_USER_ID: "alice",
    JENKINS_PASSWORD: "alice-pw",
    JENKINS_API_TOKEN: "",
  };
}
