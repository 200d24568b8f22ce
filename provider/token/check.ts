import { randomBytes } from "node:crypto";
import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { JenkinsError } from "../errors/catalogue.ts";
import { findConnectionProblems } from "./checkConnection.ts";
import type { Context } from "./context.ts";
import { toDay } from "./model/dates.ts";
import { describeUnknownInput } from "./model/didYouMean.ts";
import { findConflicts, type Inputs, inputsSchema } from "./model/inputs.ts";
import { withoutUndefined } from "./model/state.ts";
import { choiceOf, isUnknown } from "./model/unknown.ts";

/** The input through which the class passes the resource's name, for autonaming; it goes no further than check. */
const resourceNameKey = "__resourceName";

type Properties = Readonly<Record<string, unknown>>;

type InputsError = NonNullable<ReturnType<typeof inputsSchema.safeParse>["error"]>;

/**
 * Finds all that is wrong with the inputs and can be known without the network, and fills in defaults: a name, and the
 * user that the connection logs in as. Both stick once chosen; a rotation draws another name for the same owner.
 */
export function check(context: Context, olds: Properties, news: Properties): CheckResult {
  const { [resourceNameKey]: resourceName, __provider, ...given } = news;
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => !isUnknown(value)));
  const parsed = inputsSchema.safeParse(known);
  const conflicts = findConflicts(parsed.data ?? soundPart(known, parsed.error), olds, toDay(context.now()));
  const failures = [
    ...toFailures(parsed.error),
    ...[...conflicts, ...findConnectionProblems(context, given)].map(({ property, reason }) =>
      toFailure(property, reason),
    ),
  ];
  if (failures.length > 0) return { failures };
  const inputs: Record<string, unknown> = { ...given, ...parsed.data };
  const owner = isNew(olds) ? context.rotations.takeOwner(inputs) : olds.username;
  inputs.username ??= owner ?? loginOf(context, given);
  inputs.tokenName ??= olds.tokenName ?? defaultName(context, inputs, olds, String(resourceName));
  const conflict = findLegacyConflict(context, inputs, String(resourceName));
  return conflict ? { failures: [conflict] } : { inputs: withoutUndefined(inputs) };
}

/** Two resources for one legacy token would kill each other's value, so that is told before anything is made. */
function findLegacyConflict(
  context: Context,
  inputs: Properties,
  resourceName: string,
): CheckFailure | undefined {
  const { method, username } = inputs;
  const choice = choiceOf(inputs);
  if (method !== "legacy" || typeof username !== "string" || isUnknown(username) || !choice) return undefined;
  try {
    context.legacyOwners.declare({ url: context.connect(choice).url, username }, resourceName);
    return undefined;
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    return toFailure("method", `${error.summary} ${error.hint}`);
  }
}

/** An adopted token keeps the name that it has; the new one gets it when the adopted one is rotated. */
function defaultName(
  { adoptions }: Context,
  { adopt }: Properties,
  olds: Properties,
  resourceName: string,
): string | undefined {
  // A resource that is there without a name in its inputs has adopted its token, whether or not the program still says so.
  if (!isNew(olds)) return undefined;
  if (adopt === undefined) return autoname(resourceName);
  const tokenUuid = uuidOf(adopt);
  return tokenUuid === undefined ? undefined : adoptions.replaced(tokenUuid)?.tokenName;
}

/** Whether there is no resource yet, be it because one is about to be replaced. */
function isNew(olds: Properties): boolean {
  return Object.keys(olds).length === 0;
}

function uuidOf(adopt: unknown): string | undefined {
  const { tokenUuid = undefined } = typeof adopt === "object" && adopt && "tokenUuid" in adopt ? adopt : {};
  return typeof tokenUuid === "string" ? tokenUuid : undefined;
}

/** The inputs without those that something is wrong with, so that what is wrong with the others is told at once. */
function soundPart(known: Properties, error: InputsError): Inputs {
  const faulty = new Set(
    error.issues.flatMap(({ path, ...issue }) =>
      path.length === 0 && issue.code === "unrecognized_keys" ? issue.keys : path.slice(0, 1).map(String),
    ),
  );
  return inputsSchema.parse(Object.fromEntries(Object.entries(known).filter(([name]) => !faulty.has(name))));
}

function toFailures(error: InputsError | undefined): CheckFailure[] {
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) =>
          toFailure([...issue.path, key].join("."), describeUnknownInput(key, namesAt(issue.path))),
        )
      : [toFailure(issue.path.join("."), issue.message)],
  );
}

/** The names that there are among the inputs, or in the one input that is an object of names itself. */
function namesAt([input]: readonly PropertyKey[]): string[] {
  const { shape } = inputsSchema;
  return Object.keys(input === "adopt" ? shape.adopt.unwrap().shape : shape);
}

/** The property is named in the reason alone: where it is named separately too, the engine prints its value beside it. */
function toFailure(property: string, reason: string): CheckFailure {
  return { property: "", reason: `${property}: ${reason}` };
}

/** The resource's name and seven random hex digits, as Pulumi names things. */
function autoname(resourceName: string): string {
  return `${resourceName}-${randomBytes(4).toString("hex").slice(0, 7)}`;
}

function loginOf(context: Context, given: Properties): string | undefined {
  const choice = choiceOf(given);
  return choice && context.connect(choice).login;
}
