import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ConnectionsOptions, createConnections } from "../../provider/connection/connections.ts";
import { controllerNames } from "../../provider/connection/sources.ts";
import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import type { Secrets } from "../../provider/http/secrets.ts";
import { UsageError } from "../usageError.ts";
import { askSecret } from "./askSecret.ts";
import type { ConnectionFlags, Found, FoundConnection } from "./foundConnection.ts";
import { fromCommandLine } from "./fromCommandLine.ts";
import { readStackConfig, type StackConfig } from "./stackConfig.ts";

type Options = Pick<ConnectionsOptions, "environment" | "secrets">;

/**
 * The connections to check: that of the flags, else that of the selected stack of the Pulumi project here, else that of the
 * environment; with `--all`, each named controller of the stack. Their secrets are added to `secrets`.
 *
 * @throws UsageError
 */
export async function findConnections(flags: ConnectionFlags, secrets: Secrets): Promise<Found[]> {
  const isOfStack = flags.stack !== undefined || flags.controller !== undefined || flags.all === true;
  const isOfFlags = flags.url !== undefined || flags.username !== undefined;
  if (isOfStack && isOfFlags) {
    throw new UsageError(
      "Give either --url and --username, or --stack, --controller and --all: all settings of a connection come from one source.",
    );
  }
  if (flags.all && flags.controller !== undefined) throw new UsageError("Give either --controller or --all.");
  const options = { environment: process.env, secrets };
  try {
    if (isOfFlags) return [await fromCommandLine(flags, { ...options, ask: askOnTerminal() })];
    if (isOfStack) return await fromStack(flags, await readStackConfig(flags.stack), options);
    return await fromHere(options);
  } catch (error) {
    // Such as a command that was to print the API token.
    if (error instanceof JenkinsError) throw new UsageError(secrets.redact(error.summary));
    throw error;
  }
}

/** The flags that say where the connection is, of commands that read stacks too. */
export interface TokenConnectionFlags extends Omit<ConnectionFlags, "stack" | "all"> {
  /** Stacks to read: the first one whose configuration can be read has the connection. */
  readonly stack?: readonly string[];
}

/**
 * The connection of `--url` and `--username`, else that of a stack given, else as {@link findConnections} does without flags.
 *
 * @throws UsageError
 */
export async function findTokenConnection(
  { url, username, controller, stack: stacks = [] }: TokenConnectionFlags,
  secrets: Secrets,
): Promise<FoundConnection> {
  const isOfFlags = url !== undefined || username !== undefined;
  // Commands have other flags of the names that these have, such as --all.
  const flags = {
    ...(url === undefined ? {} : { url }),
    ...(username === undefined ? {} : { username }),
    ...(controller === undefined ? {} : { controller }),
  };
  const choices = isOfFlags || stacks.length === 0 ? [flags] : stacks.map((stack) => ({ ...flags, stack }));
  const failures: unknown[] = [];
  for (const choice of choices) {
    try {
      return toFound(await findConnections(choice, secrets));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failures.push(error);
    }
  }
  const isInEnvironment = Boolean(process.env.JENKINS_URL) && controller === undefined && !isOfFlags;
  if (isInEnvironment)
    return fromCommandLine({}, { environment: process.env, secrets, ask: askOnTerminal() });
  throw failures[0];
}

function toFound([found]: readonly Found[]): FoundConnection {
  if (found && "connection" in found) return found;
  throw new UsageError(found?.reason ?? "There is no connection.");
}

/** Without flags: the selected stack of a Pulumi project, where there is one; it falls back to the environment itself. */
async function fromHere(options: Options): Promise<Found[]> {
  const fromEnvironment = async () => [await fromCommandLine({}, { ...options, ask: askOnTerminal() })];
  if (!isInProject(process.cwd())) return fromEnvironment();
  const { JENKINS_URL: url } = options.environment;
  const stack = await readStackConfig(undefined).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    return error;
  });
  if (!(stack instanceof UsageError)) return fromStack({}, stack, options);
  // No stack is selected, or the CLI is not there: the environment may have a connection all the same.
  if (url !== undefined && url !== "") return fromEnvironment();
  throw new UsageError(`${stack.message}\nJENKINS_URL is not set in the environment either.`);
}

function isInProject(folder: string): boolean {
  if (["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"].some((name) => existsSync(join(folder, name))))
    return true;
  return dirname(folder) !== folder && isInProject(dirname(folder));
}

async function fromStack(
  { controller, all }: ConnectionFlags,
  { stackName, config }: StackConfig,
  options: Options,
): Promise<Found[]> {
  const connections = createConnections({ ...options, config, warn: () => {}, now: () => new Date() });
  const names = all ? controllerNames(config) : [controller];
  if (names.length === 0)
    throw new UsageError(`The stack ${stackName} has no jenkins:controllers in its configuration.`);
  const found: Found[] = [];
  for (const name of names) {
    const { origin, problems } = connections.inspect({ controller: name });
    if (origin === undefined) throw new UsageError(howToConfigure(stackName));
    if (problems.length > 0) {
      const reason = problems.map(toLine).join("\n");
      if (!all || name === undefined) throw new UsageError(reason);
      found.push({ controller: name, reason });
      continue;
    }
    const connection = await connections.resolve({ controller: name });
    const label = all && name !== undefined ? { controller: name } : {};
    found.push({ connection, from: origin === "resource" ? "config" : origin, ...label });
  }
  return found;
}

function toLine({ path, reason }: { readonly path: string; readonly reason: string }): string {
  return `${path === "controller" ? "--controller" : path}: ${reason}`;
}

function howToConfigure(stackName: string): string {
  return (
    `There is no Jenkins connection in the configuration of the stack ${stackName} (jenkins:url and so on), nor in the ` +
    "environment (JENKINS_URL and so on)."
  );
}

/** Undefined without a terminal. */
function askOnTerminal(): ((question: string) => Promise<string>) | undefined {
  const { stdin, stderr } = process;
  return stdin.isTTY && stderr.isTTY ? (question) => askSecret(question, stdin, stderr) : undefined;
}
