import { type Connections, createConnections } from "../../provider/connection/connections.ts";
import { controllerNames, type ReadConfig } from "../../provider/connection/sources.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import type { Secrets } from "../../provider/http/secrets.ts";
import type { JenkinsClient } from "../../provider/jenkins/client/jenkinsClient.ts";
import { readStackConfig } from "../connection/stackConfig.ts";
import { UsageError } from "../usageError.ts";
import type { DeclaredToken } from "./model/declaredToken.ts";

/** The connections that a stack's configuration has, and those of the environment. */
export interface StackConnections {
  /** The client for the controller of a token, or why there is none. */
  clientFor(token: DeclaredToken): Promise<JenkinsClient | { readonly reason: string }>;
  /** Why the configuration can't be read, where it can't: then those of the environment are all. */
  readonly problem: string | undefined;
}

/** The sources of connections. */
export interface ConnectionSurroundings {
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
}

/** The connections of a stack; sends nothing. */
export async function connectionsOf(
  stack: string,
  { secrets, signal, warn }: ConnectionSurroundings,
): Promise<StackConnections> {
  const { config, problem } = await readConfig(stack);
  const connections = createConnections({
    ...{ config, secrets, warn, environment: process.env, interruption: signal },
    now: () => new Date(),
  });
  return { problem, clientFor: (token) => clientFor(connections, config, token) };
}

async function readConfig(stack: string): Promise<{ config: ReadConfig; problem: string | undefined }> {
  try {
    const { config } = await readStackConfig(stack);
    return { config, problem: undefined };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { config: () => undefined, problem: error.message };
  }
}

/** The connection that the program chooses comes first, then any other one to the same URL: it shows the same lists. */
async function clientFor(
  connections: Connections,
  config: ReadConfig,
  { controller, hasOwnConnection, url }: DeclaredToken,
): Promise<JenkinsClient | { readonly reason: string }> {
  const own = controller === undefined || hasOwnConnection ? [] : [controller];
  const choices = [...own, undefined, ...controllerNames(config)].map((name) =>
    name === undefined ? {} : { controller: name },
  );
  const choice = choices.find((candidate) => {
    const inspection = connections.inspect(candidate);
    return inspection.problems.length === 0 && inspection.url === url && url !== undefined;
  });
  if (!choice) return { reason: toUnreached(url, hasOwnConnection) };
  try {
    return await connections.connect(choice);
  } catch (error) {
    if (!(error instanceof JenkinsError) || error.code === "interrupted") throw error;
    return { reason: error.summary };
  }
}

function toUnreached(url: string | undefined, hasOwnConnection: boolean): string {
  if (url === undefined) return "Its state does not say on which controller it is.";
  const reason = `Neither the stack's configuration nor the environment has a connection to ${url}.`;
  return hasOwnConnection
    ? `${reason} The one that the program gives it is a secret of the state, which this command does not read.`
    : reason;
}
