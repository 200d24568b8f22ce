import type { JenkinsError } from "../errors/jenkinsError.ts";
import type { Shown } from "../errors/shown.ts";
import { type Checked, check } from "./check.ts";
import { type Context, createContext, type Host } from "./context.ts";
import { create } from "./create.ts";
import { deleteToken } from "./delete.ts";
import { diff } from "./diff.ts";
import { type Listing, type ListQuery, list } from "./list.ts";
import type { Change } from "./model/changes.ts";
import { inputsSchema } from "./model/inputs.ts";
import type { Properties } from "./model/properties.ts";
import { parseState, type State } from "./model/state.ts";
import { read } from "./read.ts";
import { toRedacted } from "./redactedError.ts";
import { update } from "./update.ts";

export type { Host } from "./context.ts";
export { type Change, describeChange } from "./model/changes.ts";
export type { Problem, Properties } from "./model/properties.ts";
export { shownNames } from "./model/shownNames.ts";

/** What came of a create. */
export interface Created extends Updated {
  readonly id: string;
}

/** What came of a create or update. */
export interface Updated {
  readonly outputs: Properties;
  /** What is still to be done or to be reported, although the token exists; none where all is well. */
  readonly unfinished: readonly Error[];
}

/**
 * The operations on tokens, for one process and one configuration. `resource` is the URN of the resource; `state` is its
 * outputs. Every error is redacted, and a {@link JenkinsError} where it is one of the catalogue.
 */
export interface Tokens {
  /** Finds what is wrong with the inputs, without any request to Jenkins, and fills in the owner. */
  check(resource: string, olds: Properties | undefined, news: Properties): Promise<Checked>;
  /** What an up would change; nothing where it returns none. */
  diff(resource: string, state: Properties, news: Properties): Promise<readonly Change[]>;
  create(resource: string, inputs: Properties): Promise<Created>;
  read(resource: string, state: Properties): Promise<{ readonly outputs: Properties } | "missing">;
  update(resource: string, state: Properties, news: Properties): Promise<Updated>;
  delete(resource: string, state: Properties): Promise<void>;
  /** The tokens of a user as Jenkins lists them, whether or not a resource holds them. */
  list(query: ListQuery): Promise<Listing>;
  /** From now on, no message shows this text: the program has marked it as secret. */
  addSecret(text: string): void;
  /** A message as a person may see it. */
  toText(message: Shown): string;
}

/** The operations under one configuration. Resources that they see in one process are known to each other. */
export function createTokens(host: Host): Tokens {
  const context = createContext(host);
  const known = <Given extends Properties>(properties: Given): Given => {
    for (const value of secretsIn(properties)) context.secrets.add(value);
    return properties;
  };
  const stateOf = (outputs: Properties): State => parseState(known(outputs));
  return {
    check: (resource, olds, news) => run(context, "check", () => check(context, resource, olds, known(news))),
    diff: (resource, state, news) =>
      run(context, "diff", () => diff(context, resource, stateOf(state), known(news))),
    create: (resource, inputs) =>
      run(context, "create", async () => {
        const created = await create(context, resource, inputsSchema.parse(known(inputs)));
        return { ...created, unfinished: redacted(context, created.unfinished) };
      }),
    read: (resource, state) => run(context, "read", () => read(context, resource, stateOf(state))),
    update: (resource, state, news) =>
      run(context, "update", async () => {
        const updated = await update(context, resource, stateOf(state), inputsSchema.parse(known(news)));
        return { ...updated, unfinished: redacted(context, updated.unfinished) };
      }),
    delete: (resource, state) => run(context, "delete", () => deleteToken(context, resource, stateOf(state))),
    list: (query) => run(context, "list", () => list(context, query)),
    addSecret: context.secrets.add,
    toText: (message) => message.toText(context.secrets.redact),
  };
}

/** What is secret of inputs or a state, but for the connection: whoever resolves that knows its secrets. */
function secretsIn({ tokenValue, previousTokenValue, fixedValue, adopt }: Properties): string[] {
  const adopted = typeof adopt === "object" && adopt && "tokenValue" in adopt ? adopt.tokenValue : undefined;
  return [tokenValue, previousTokenValue, fixedValue, adopted].filter((value) => typeof value === "string");
}

/** Runs an operation: no secret leaves it in an error, and it is known when no operation is running any more. */
async function run<Result>(
  { secrets, ownLogin }: Context,
  operation: string,
  method: () => Result | Promise<Result>,
): Promise<Result> {
  const end = ownLogin.begin(operation);
  try {
    return await method();
  } catch (error) {
    ownLogin.failed();
    throw toRedacted(error, secrets);
  } finally {
    end();
  }
}

function redacted({ secrets, ownLogin }: Context, errors: readonly JenkinsError[]): Error[] {
  if (errors.length > 0) ownLogin.failed();
  return errors.map((error) => toRedacted(error, secrets));
}
