import { describeUnknownInput } from "../connection/didYouMean.ts";
import { toShownName } from "../connection/shownName.ts";
import { JenkinsError } from "../errors/jenkinsError.ts";
import { own } from "../errors/message.ts";
import { findConnectionProblems } from "./checkConnection.ts";
import type { Context } from "./context.ts";
import type { Owner, Registry } from "./memory/registry.ts";
import { findConflicts } from "./model/conflicts.ts";
import { toDay } from "./model/dates.ts";
import { type Inputs, inputsSchema } from "./model/inputs.ts";
import { type Problem, type Properties, withoutUndefined } from "./model/properties.ts";
import { isUnknown } from "./model/unknown.ts";
import { type Target, targetOf } from "./target.ts";

type InputsError = NonNullable<ReturnType<typeof inputsSchema.safeParse>["error"]>;

/** Checked inputs, or all that is wrong with them. */
export type Checked = { readonly inputs: Properties } | { readonly problems: readonly Problem[] };

/**
 * Finds all that is wrong with the inputs of one resource and can be known without a request, and fills in the owner: the
 * user that the connection logs in as when the resource is first created. `olds` are the inputs of the last up; the
 * engine leaves them out for a replacement.
 */
export function check(
  context: Context,
  resource: string,
  olds: Properties | undefined,
  news: Properties,
): Checked {
  const { registry } = context;
  if (olds) registry.observeInputs(resource, toPredecessor(olds));
  const known = Object.fromEntries(Object.entries(news).filter(([, value]) => !isUnknown(value)));
  const parsed = inputsSchema.safeParse(known);
  const sound = parsed.data ?? soundPart(known, parsed.error);
  const today = toDay(context.now());
  const isPast = sound.expiresOn !== undefined && sound.expiresOn < today;
  const isPastBefore = isPast && sound.expiresOn === (olds ?? registry.predecessorOf(resource))?.expiresOn;
  const problems = [
    ...toProblems(parsed.error),
    ...findConflicts(sound),
    ...(isPast && !isPastBefore ? [{ path: "expiresOn", reason: `is in the past (today is ${today})` }] : []),
    ...findConnectionProblems(context, news),
  ];
  if (problems.length > 0) return { problems };
  if (isPastBefore)
    context.warn(
      own(`expiresOn: ${sound.expiresOn} is in the past (today is ${today}). ${pastAdvice}`),
      resource,
    );
  const target = targetOf(context, news);
  const inputs: Record<string, unknown> = { ...news, ...parsed.data };
  inputs.username ??= olds?.username ?? registry.predecessorOf(resource)?.username ?? target?.login;
  const owner = ownerOf(target, inputs);
  registry.observeDefaultOwner(resource, news.username === undefined ? owner : undefined);
  const conflict = inputs.method === "legacy" && owner && findLegacyConflict(registry, resource, owner);
  return conflict ? { problems: [conflict] } : { inputs: withoutUndefined(inputs) };
}

const pastAdvice = "The token has expired and cannot be created again with this day: give a later one.";

/** Two resources for one legacy token would revoke each other's value, so that is a problem before anything is created. */
function findLegacyConflict(registry: Registry, resource: string, owner: Owner): Problem | undefined {
  try {
    registry.declareLegacy(resource, owner);
    return undefined;
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    return { path: "method", reason: `${error.summary} ${error.hint}` };
  }
}

function toPredecessor({ username, expiresOn }: Properties) {
  const textOf = (value: unknown) => (typeof value === "string" ? value : undefined);
  return { username: textOf(username), expiresOn: textOf(expiresOn) };
}

/** The inputs without those that something is wrong with, so that all problems are reported at once. */
function soundPart(known: Properties, error: InputsError): Inputs {
  const faulty = new Set(
    error.issues.flatMap(({ path, ...issue }) =>
      path.length === 0 && issue.code === "unrecognized_keys" ? issue.keys : path.slice(0, 1).map(String),
    ),
  );
  return inputsSchema.parse(Object.fromEntries(Object.entries(known).filter(([name]) => !faulty.has(name))));
}

function toProblems(error: InputsError | undefined): Problem[] {
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: [...issue.path, toShownName(key)].join("."),
          reason: describeUnknownInput(key, namesAt(issue.path)),
        }))
      : [{ path: issue.path.join("."), reason: issue.message }],
  );
}

/** The names that there are among the inputs, or in the one input that is an object of names itself. */
function namesAt([input]: readonly PropertyKey[]): string[] {
  const { shape } = inputsSchema;
  return Object.keys(input === "adopt" ? shape.adopt.unwrap().shape : shape);
}

/** Who is to own the token, and where; undefined while a preview does not know it. */
function ownerOf(target: Target | undefined, { username }: Properties): Owner | undefined {
  if (target?.url === undefined || typeof username !== "string" || isUnknown(username)) return undefined;
  return { url: target.url, username };
}
