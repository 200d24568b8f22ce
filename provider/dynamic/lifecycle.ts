import { setTimeout as delay } from "node:timers/promises";
import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { check } from "../token/check.ts";
import { type Context, createContext, type World } from "../token/context.ts";
import { create } from "../token/create.ts";
import { deleteToken } from "../token/delete.ts";
import { diff } from "../token/diff.ts";
import { read } from "../token/read.ts";
import { update } from "../token/update.ts";
import { overhearInterruption } from "./cancellation.ts";
import { toRedacted } from "./sdkError.ts";

type Properties = Record<string, unknown>;

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
 * The lifecycle of tokens under one stack's configuration, for one provider process: the same one whenever it is asked
 * for with the same request. What `world` leaves out is the real one.
 */
export function configure(request: ConfigureRequest, world: Partial<World> = {}): Lifecycle {
  const lifecycle = lifecycles.get(request) ?? createLifecycle(request, world);
  lifecycles.set(request, lifecycle);
  return lifecycle;
}

function createLifecycle({ config }: ConfigureRequest, world: Partial<World>): Lifecycle {
  const interruption = overhearInterruption();
  const context = createContext({
    config: (key) => config.get(key),
    environment: process.env,
    now: () => new Date(),
    warn: console.warn,
    pause: (ms) => delay(ms, undefined, { signal: interruption }),
    interruption,
    ...world,
  });
  return {
    check: guard(context, "check", (olds, news) => check(context, olds, news)),
    diff: guard(context, "diff", (_id, olds, news) => diff(context, olds, news)),
    create: guard(context, "create", (inputs) => create(context, inputs)),
    read: guard(context, "read", (id, properties) => read(context, id, properties)),
    update: guard(context, "update", (id, olds, news) => update(context, id, olds, news)),
    delete: guard(context, "delete", (_id, properties) => deleteToken(context, properties)),
  };
}

/** Lets no secret out in an error, and knows when nothing is under way any more. */
function guard<Arguments extends unknown[], Result>(
  { secrets, lastTurn }: Context,
  name: keyof Lifecycle,
  method: (...given: Arguments) => Result | Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  return async (...given) => {
    const end = lastTurn.begin(name);
    try {
      return await method(...given);
    } catch (error) {
      lastTurn.fail();
      throw toRedacted(error, secrets);
    } finally {
      end();
    }
  };
}
