import { type ConnectionsOptions, createConnections } from "../../provider/connection/connections.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import type { Secrets } from "../../provider/http/secrets.ts";
import { UsageError } from "../usageError.ts";
import { askSecret } from "./askSecret.ts";
import type { ConnectionFlags, FoundConnection } from "./foundConnection.ts";
import { fromCommandLine } from "./fromCommandLine.ts";
import { readStackConfig } from "./stackConfig.ts";

/**
 * The connection to check, from flags, a stack's configuration or the environment. Its secrets are added to `secrets`.
 *
 * @throws UsageError
 */
export async function findConnection(flags: ConnectionFlags, secrets: Secrets): Promise<FoundConnection> {
  const isOfStack = flags.stack !== undefined || flags.controller !== undefined;
  if (isOfStack && (flags.url !== undefined || flags.username !== undefined)) {
    throw new UsageError(
      "Give either --url and --username, or --stack and --controller: a connection is taken whole.",
    );
  }
  const options = { environment: process.env, secrets };
  try {
    return await (isOfStack
      ? fromStack(flags, options)
      : fromCommandLine(flags, { ...options, ask: askOnTerminal() }));
  } catch (error) {
    // Such as a command that was to give the API token.
    if (error instanceof JenkinsError) throw new UsageError(secrets.redact(error.summary));
    throw error;
  }
}

async function fromStack(
  { stack, controller }: ConnectionFlags,
  options: Pick<ConnectionsOptions, "environment" | "secrets">,
): Promise<FoundConnection> {
  const { stackName, config } = await readStackConfig(stack);
  const connections = createConnections({ ...options, config, warn: () => {}, now: () => new Date() });
  const { origin, problems } = connections.inspect({ controller });
  if (origin === undefined) {
    throw new UsageError(
      `There is no Jenkins connection in the configuration of the stack ${stackName} (jenkins:url and so on), nor in the ` +
        "environment (JENKINS_URL and so on).",
    );
  }
  if (problems.length > 0) {
    throw new UsageError(
      problems
        .map(({ path, reason }) => `${path === "controller" ? "--controller" : path}: ${reason}`)
        .join("\n"),
    );
  }
  const connection = await connections.resolve({ controller });
  return { connection, from: origin === "resource" ? "config" : origin };
}

/** Undefined where nobody can be asked. */
function askOnTerminal(): ((question: string) => Promise<string>) | undefined {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY ? (question) => askSecret(question, stdin, stderr) : undefined;
}
