import { readFile, stat } from "node:fs/promises";
import { toPlainLine } from "../errors/plainText.ts";
import type { Secrets } from "../http/secrets.ts";
import type { Environment } from "./environment.ts";
import type { SecretReference } from "./references.ts";
import { runCommand } from "./runCommand.ts";
import { toShownName } from "./shownName.ts";

/** What a reference refers to, or why it can't be read. */
export type ReadResult = { readonly text: string } | { readonly reason: string };

/** Reads references; each one once, however often it is requested. */
export type ReferenceReader = (reference: SecretReference) => Promise<ReadResult>;

interface ReaderOptions {
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly cancelled?: AbortSignal | undefined;
  /** How long a command may take. Default: 30 s. */
  readonly commandTimeoutMs?: number | undefined;
}

/** In bytes; more than this is no secret. */
const maxFileSize = 1_000_000;
/** Of what a failed command says. */
const maxLineLength = 200;

/** A reader that keeps what it has read, failures too: 500 resources must not wait for the same command 500 times. */
export function createReferenceReader(options: ReaderOptions): ReferenceReader {
  const results = new Map<string, Promise<ReadResult>>();
  return (reference) => {
    const key = JSON.stringify(reference);
    const result = results.get(key) ?? readNow(reference, options);
    results.set(key, result);
    return result;
  };
}

async function readNow(reference: SecretReference, options: ReaderOptions): Promise<ReadResult> {
  const result = await readText(reference, options);
  if ("text" in result) options.secrets.add(result.text);
  return result;
}

function readText(reference: SecretReference, options: ReaderOptions): ReadResult | Promise<ReadResult> {
  if ("env" in reference) return readVariable(reference.env, options.environment);
  return "file" in reference ? readSecretFile(reference.file) : readCommand(reference.command, options);
}

/** The text of a variable, or why there is none. */
export function readVariable(name: string, environment: Environment): ReadResult {
  const text = environment[name]?.trim();
  if (text) return { text };
  return {
    reason: `the environment variable ${toShownName(name)} is ${text === undefined ? "not set" : "empty"}`,
  };
}

async function readSecretFile(path: string): Promise<ReadResult> {
  const name = `the file ${toShownName(path)}`;
  try {
    const file = await stat(path);
    if (!file.isFile()) return { reason: `${name} is not a regular file` };
    if (file.size > maxFileSize) return { reason: `${name} is larger than 1 MB` };
    const text = (await readFile(path, "utf8")).trim();
    return text === "" ? { reason: `${name} is empty` } : { text };
  } catch (error) {
    const { code = "unreadable" } = error as NodeJS.ErrnoException;
    return { reason: `${name} can't be read (${code})` };
  }
}

async function readCommand(
  command: readonly string[],
  { environment, secrets, cancelled, commandTimeoutMs = 30_000 }: ReaderOptions,
): Promise<ReadResult> {
  // Arguments may be secrets.
  const name = `the command ${toShownName(command[0] ?? "")}`;
  const result = await runCommand(command, { environment, timeoutMs: commandTimeoutMs, cancelled });
  if ("failure" in result) {
    const line = result.firstLine ? `: ${toPlainLine(secrets.redact(result.firstLine), maxLineLength)}` : "";
    return { reason: `${name} ${result.failure}${line}` };
  }
  const text = result.output.trim();
  return text === "" ? { reason: `${name} printed nothing` } : { text };
}
