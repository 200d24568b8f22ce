import { resolveConnection } from "../../provider/connection/sources.ts";
import { UsageError } from "../usageError.ts";
import { askSecret } from "./askSecret.ts";
import type { ConnectionFlags, FoundConnection } from "./foundConnection.ts";
import { fromCommandLine } from "./fromCommandLine.ts";
import { readStackConfig } from "./stackConfig.ts";

/** The connection to look at, from flags, a stack's configuration or the environment. @throws UsageError */
export async function findConnection(flags: ConnectionFlags): Promise<FoundConnection> {
  const isOfStack = flags.stack !== undefined || flags.controller !== undefined;
  if (!isOfStack) return fromCommandLine(flags, { environment: process.env, ask: askOnTerminal() });
  if (flags.url !== undefined || flags.username !== undefined) {
    throw new UsageError(
      "Give either --url and --username, or --stack and --controller: a connection is taken whole.",
    );
  }
  return fromStack(flags);
}

async function fromStack({ stack, controller }: ConnectionFlags): Promise<FoundConnection> {
  const { stackName, config } = await readStackConfig(stack);
  const resolved = resolveConnection({ controller, config, environment: process.env });
  if ("connection" in resolved) {
    const { connection, origin } = resolved;
    return { connection, from: origin === "resource" ? "config" : origin };
  }
  if (resolved.problems.length === 0) {
    throw new UsageError(
      `There is no Jenkins connection in the configuration of the stack ${stackName} (jenkins:url and so on), nor in the ` +
        "environment (JENKINS_URL and so on).",
    );
  }
  throw new UsageError(
    resolved.problems
      .map(({ setting, reason }) => `${setting === "controller" ? "--controller" : setting}: ${reason}`)
      .join("\n"),
  );
}

/** Undefined where nobody can be asked. */
function askOnTerminal(): ((question: string) => Promise<string>) | undefined {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY ? (question) => askSecret(question, stdin, stderr) : undefined;
}
