import "../requireNode.ts";

import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import {
  createTokens,
  describeChange,
  type Host,
  type Properties,
  shownNames,
  type Tokens,
  type Updated,
} from "../token/index.ts";
import { isProviderProcess, onCancel } from "./cancellation.ts";
import { toSdkError, toUnfinishedError } from "./sdkError.ts";
import { createMutations, type Mutations } from "./signals.ts";

/** The methods that Pulumi calls on a dynamic provider. */
export interface Lifecycle {
  check(olds: Properties, news: Properties): Promise<CheckResult>;
  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult>;
  create(inputs: Properties): Promise<CreateResult>;
  read(id: string, properties: Properties): Promise<ReadResult>;
  update(id: string, olds: Properties, news: Properties): Promise<UpdateResult>;
  delete(id: string, properties: Properties): Promise<void>;
}

const lifecycles = new WeakMap<ConfigureRequest, Lifecycle>();

/**
 * The lifecycle of tokens under one stack's configuration, for one provider process: the same one for the same request. What `host` leaves out is the real one.
 */
export function configure(request: ConfigureRequest, host: Partial<Host> = {}): Lifecycle {
  const lifecycle = lifecycles.get(request) ?? createLifecycle(request, host);
  lifecycles.set(request, lifecycle);
  return lifecycle;
}

/** Pulumi shows what a dynamic provider prints as a diagnostic of the stack, so the message names the resource. */
function warn(message: string, resource?: string): void {
  console.warn(resource === undefined ? message : `${resource.split("::").at(-1)}: ${message}`);
}

function createLifecycle({ config }: ConfigureRequest, host: Partial<Host>): Lifecycle {
  const cancellation = new AbortController();
  const cancelled = cancellation.signal;
  setMaxListeners(0, cancelled); // any number of requests may be running
  const cancel = () => cancellation.abort();
  onCancel(cancel);
  const mutations = isProviderProcess() ? createMutations({ cancel }) : withoutSignals;
  const surroundings: Host = {
    config: (key) => config.get(key),
    environment: process.env,
    now: () => new Date(),
    warn,
    pause: (ms) => delay(ms, undefined, { signal: cancelled }),
    cancelled,
    ...host,
  };
  const tokens = createTokens(surroundings);
  const split = (properties: Properties) => {
    const { __secrets: secrets } = properties;
    const names = shownNames.filter((name) => Array.isArray(secrets) && secrets.includes(name));
    for (const name of names) {
      const value = properties[name];
      if (typeof value === "string") tokens.addSecret(value);
    }
    return toSplit(properties);
  };
  return {
    check: (olds, news) => guard(check(tokens, split(olds), split(news))),
    diff: (_id, olds, news) => guard(diff(tokens, surroundings, split(olds), split(news))),
    create: (inputs) => guard(mutations.run(() => create(tokens, split(inputs)))),
    read: (id, properties) => guard(read(tokens, id, split(properties))),
    update: (id, olds, news) => guard(mutations.run(() => update(tokens, id, split(olds), split(news)))),
    delete: (_id, properties) => guard(mutations.run(() => remove(tokens, split(properties)))),
  };
}

/** Where Pulumi has not started this process, it is nobody's business when it ends. */
const withoutSignals: Mutations = { run: (change) => change() };

/** Properties as the SDK hands them over: what the core knows, and what only this front end does. */
interface Split {
  readonly resource: string;
  readonly known: Properties;
  /** Goes back to the SDK with everything that the engine keeps. */
  readonly internal: Properties;
}

function toSplit({ __provider, __urn, __secrets, ...known }: Properties): Split {
  // The SDK itself puts `__provider` into results, but not into what a failed create leaves.
  const internal = { __provider, __urn, __secrets };
  return { resource: typeof __urn === "string" ? __urn : "", known, internal };
}

/**
 * What the engine keeps as outputs: `__urn` is how later operations know which resource they are for, `__secrets` which of its
 * names no message may show.
 */
function toOuts(outputs: Properties, { internal: { __urn, __secrets } }: Split): Record<string, unknown> {
  return {
    ...outputs,
    ...(__urn === undefined ? {} : { __urn }),
    ...(__secrets === undefined ? {} : { __secrets }),
  };
}

async function check(tokens: Tokens, olds: Split, news: Split): Promise<CheckResult> {
  const before = Object.keys(olds.known).length === 0 ? undefined : olds.known;
  const checked = await tokens.check(news.resource, before, news.known);
  if ("inputs" in checked) return { inputs: toOuts(checked.inputs, news) };
  // Without a property: where one is named separately, the engine prints its value beside the reason.
  return {
    failures: checked.problems.map(({ path, reason }) => ({ property: "", reason: `${path}: ${reason}` })),
  };
}

async function diff(tokens: Tokens, host: Host, olds: Split, news: Split): Promise<DiffResult> {
  const changes = await tokens.diff(news.resource, olds.known, news.known);
  // Pulumi shows no reasons for the changes of a dynamic resource.
  for (const change of changes) {
    const reason = describeChange(olds.known, change);
    if (reason) host.warn(tokens.toText(reason), news.resource);
  }
  return {
    changes: changes.length > 0 || isOfPackagedProvider(olds),
    replaces: changes.filter(({ replaces }) => replaces).map(({ path }) => path),
  };
}

/** The SDK needs `__provider` in the outputs to refresh or delete; an update, which requests nothing of Jenkins, adds it. */
function isOfPackagedProvider({ internal: { __provider, __urn } }: Split): boolean {
  return __provider === undefined && __urn === undefined;
}

async function create(tokens: Tokens, inputs: Split): Promise<CreateResult> {
  const { id, ...created } = await tokens.create(inputs.resource, inputs.known);
  return { id, outs: finished(id, created, inputs) };
}

async function update(tokens: Tokens, id: string, olds: Split, news: Split): Promise<UpdateResult> {
  const updated = await tokens.update(news.resource, olds.known, news.known);
  return { outs: finished(id, updated, news) };
}

/** @throws UnfinishedError where something is left to do: the engine keeps the resource and shows why */
function finished(id: string, { outputs, unfinished }: Updated, given: Split): Record<string, unknown> {
  const outs = toOuts(outputs, given);
  if (unfinished.length === 0) return outs;
  const { __provider } = given.internal;
  throw toUnfinishedError(id, { ...outs, __provider }, unfinished);
}

/** An empty id takes the resource out of the state, and the next up creates it again. */
async function read(tokens: Tokens, id: string, properties: Split): Promise<ReadResult> {
  const found = await tokens.read(properties.resource, properties.known);
  return found === "missing" ? { id: "" } : { id, props: toOuts(found.outputs, properties) };
}

function remove(tokens: Tokens, { resource, known }: Split): Promise<void> {
  return tokens.delete(resource, known);
}

async function guard<Result>(operation: Promise<Result>): Promise<Result> {
  return operation.catch((error: unknown) => {
    throw toSdkError(error);
  });
}
