import { z } from "zod";
import { UsageError } from "../usageError.ts";
import { type StackHoldings, toHoldings } from "./holdings.ts";
import { reasonOf } from "./reasonOf.ts";
import { runPulumi } from "./runPulumi.ts";
import { type StackResource, toStackResources } from "./stackResources.ts";

/** Which stacks to read. */
export interface StackFlags {
  readonly stack?: readonly string[];
  /** All stacks of the selected backend. */
  readonly allStacks?: boolean;
}

/** A stack that was not read, or not wholly, and why. */
export interface StackProblem {
  /** Undefined where the stacks could not be listed at all. */
  readonly stack: string | undefined;
  readonly reason: string;
}

/** What the stacks hold that were to be read. */
export interface ReadStacks extends Omit<StackHoldings, "unreadable"> {
  /** The names of those that were read. */
  readonly stacks: readonly string[];
  readonly problems: readonly StackProblem[];
}

/** How the stacks are read. */
export interface StackReading {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** Reads the states of stacks by the Pulumi CLI; secrets stay encrypted. Undefined where no stack is to be read. */
export async function readStacks(
  flags: StackFlags,
  { signal, onProgress }: StackReading,
): Promise<ReadStacks | undefined> {
  if (!flags.allStacks && (flags.stack ?? []).length === 0) return undefined;
  const problems: StackProblem[] = [];
  const read: { readonly name: string; readonly found: StackHoldings }[] = [];
  const names = await namesOf(flags, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    problems.push({ stack: undefined, reason: `The stacks can't be listed: ${reasonOf(error)}` });
    return [];
  });
  if (names.length === 0 && problems.length === 0)
    problems.push({ stack: undefined, reason: "The selected backend has no stacks. Is it the right one?" });
  for (const name of names) {
    onProgress(`Reading stack ${read.length + problems.length + 1} of ${names.length}: ${name}`);
    try {
      const found = toHoldings(name, await readStack(name, signal));
      read.push({ name, found });
      problems.push(...found.unreadable.map((resource) => ({ stack: name, reason: toEncrypted(resource) })));
    } catch (error) {
      signal.throwIfAborted();
      problems.push({ stack: name, reason: `The stack ${name} can't be read: ${reasonOf(error)}` });
    }
  }
  return {
    stacks: read.map(({ name }) => name),
    holdings: read.flatMap(({ found }) => found.holdings),
    pendingCreates: read.flatMap(({ found }) => found.pendingCreates),
    problems,
  };
}

/** The token resources of a stack. @throws Error with the reason why it can't be read */
export async function readStack(name: string, signal: AbortSignal): Promise<StackResource[]> {
  const exported = await runPulumi(["stack", "export", "--stack", name], signal);
  try {
    return toStackResources(exported);
  } catch {
    // The text may be of a newer format; it is not shown, for it is long.
    throw new Error("its export has a form that is not known.");
  }
}

/** The name of the selected stack. @throws UsageError where none is */
export async function selectedStack(signal: AbortSignal): Promise<string> {
  try {
    return (await runPulumi(["stack", "--show-name"], signal)).trim();
  } catch (error) {
    signal.throwIfAborted();
    throw new UsageError(`No stack is selected here; give one with --stack. ${reasonOf(error)}`);
  }
}

async function namesOf({ stack = [], allStacks }: StackFlags, signal: AbortSignal): Promise<string[]> {
  if (!allStacks) return [...new Set(stack)];
  const listed = await runPulumi(["stack", "ls", "--all", "--json"], signal);
  const schema = z.array(z.object({ name: z.string() }));
  return schema.parse(JSON.parse(listed)).map(({ name }) => name);
}

function toEncrypted(resource: string): string {
  return (
    `The UUID that the resource ${resource} holds is a secret in its state, or it is an adoption that was cut off. Run pulumi up, ` +
    "and leave tokenUuid and previousTokenUuid out of additionalSecretOutputs."
  );
}
