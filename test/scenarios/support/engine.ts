import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";

import { checked, overTheWire } from "../../support/lifecycleResource.ts";

export type Properties = Record<string, unknown>;

/** What a program declares: inputs by the name of the resource. */
export type Program = Readonly<Record<string, Properties>>;

/** One resource as the engine keeps it between two operations. */
export interface KeptResource {
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Why it isn't finished; the next up calls update on it. */
  readonly initErrors: readonly string[];
}

export type Operation = "create" | "same" | "update" | "replace" | "delete" | "refresh" | "gone";

/** What became of one resource in one operation of the stack. */
export interface Outcome {
  readonly operation: Operation;
  /** The properties that a replacement is for. */
  readonly replaces: readonly string[];
}

/** What a user sees of an operation. */
export interface Report {
  /** By the name of the resource. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** The messages of what failed; none when all went well. */
  readonly errors: readonly string[];
}

/** Called whenever the provider has changed something, as consumers of a token would be updated. */
type Watcher = (kept: KeptResource) => Promise<void>;

/**
 * A stack, and what Pulumi's engine does with a provider to bring it to what a program declares: replacements are created
 * before originals are deleted, a resource that failed half-way is kept and finished by the next up, and nothing is
 * deleted after a failure.
 */
export class Stack {
  readonly resources = new Map<string, KeptResource>();
  /** Originals of replacements that are still to be deleted. */
  pendingDeletes: KeptResource[] = [];
  #errors: string[] = [];
  #outcomes: Record<string, Outcome> = {};

  /** The outputs of a resource; undefined where there is none. */
  outputs(name: string): Properties | undefined {
    return this.resources.get(name)?.outputs;
  }

  async up(provider: Lifecycle, program: Program, watcher: Watcher = async () => {}): Promise<Report> {
    this.#begin();
    for (const [name, args] of Object.entries(program)) {
      await this.#try(() => this.#bringAbout(provider, name, args, watcher));
    }
    if (this.#errors.length > 0) return this.#report();
    for (const original of [...this.pendingDeletes]) {
      await this.#try(() => this.#deletePending(provider, original));
    }
    for (const kept of [...this.resources.values()]) {
      if (!(kept.name in program)) await this.#try(() => this.#delete(provider, kept));
    }
    return this.#report();
  }

  /** What an up would do, without doing it. */
  async preview(provider: Lifecycle, program: Program): Promise<Report> {
    this.#begin();
    for (const [name, args] of Object.entries(program)) {
      await this.#try(async () => {
        const kept = this.resources.get(name);
        const inputs = await checked(provider, args, kept?.inputs, name);
        this.#outcomes[name] = kept ? await diff(provider, kept, inputs) : done("create");
      });
    }
    return this.#report();
  }

  async refresh(provider: Lifecycle): Promise<Report> {
    this.#begin();
    for (const kept of [...this.resources.values()]) {
      await this.#try(async () => {
        const { id, props, inputs = kept.inputs } = await provider.read(kept.id, overTheWire(kept.outputs));
        this.#outcomes[kept.name] = done(id ? "refresh" : "gone");
        if (!id) return void this.resources.delete(kept.name);
        this.#keep({
          ...kept,
          id,
          inputs: overTheWire(inputs),
          outputs: overTheWire(props ?? {}),
          initErrors: [],
        });
        // For what it shows: a refresh fails where this does.
        await provider.diff(kept.id, overTheWire(props ?? {}), overTheWire(inputs));
      });
    }
    return this.#report();
  }

  async destroy(provider: Lifecycle): Promise<Report> {
    this.#begin();
    for (const original of [...this.pendingDeletes]) {
      await this.#try(() => this.#deletePending(provider, original));
    }
    for (const kept of [...this.resources.values()].reverse()) {
      await this.#try(() => this.#delete(provider, kept));
    }
    return this.#report();
  }

  #begin(): void {
    this.#errors = [];
    this.#outcomes = {};
  }

  #report(): Report {
    return { outcomes: this.#outcomes, errors: this.#errors };
  }

  async #try(step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#errors.push(error instanceof Error ? error.message : String(error));
    }
  }

  #keep(kept: KeptResource): void {
    this.resources.set(kept.name, kept);
  }

  async #bringAbout(provider: Lifecycle, name: string, args: Properties, watcher: Watcher): Promise<void> {
    const kept = this.resources.get(name);
    const inputs = await checked(provider, args, kept?.inputs, name);
    if (!kept) {
      this.#outcomes[name] = done("create");
      await this.#create(provider, name, inputs, watcher);
      return;
    }
    const outcome = await diff(provider, kept, inputs);
    this.#outcomes[name] = outcome;
    if (outcome.operation === "replace") {
      // The engine draws defaults anew for a replacement: check doesn't get to see the old inputs.
      await this.#create(provider, name, await checked(provider, args, {}, name), watcher, kept);
    } else if (outcome.operation === "update") {
      await this.#update(provider, kept, inputs, watcher);
    } else {
      this.#keep({ ...kept, inputs });
    }
  }

  async #create(
    provider: Lifecycle,
    name: string,
    inputs: Properties,
    watcher: Watcher,
    original?: KeptResource,
  ): Promise<void> {
    const keep = async (id: string, outputs: Properties, initErrors: readonly string[]) => {
      if (original) this.pendingDeletes.push(original);
      this.#keep({ name, id, inputs, outputs: overTheWire(outputs), initErrors });
      await watcher(this.resources.get(name) as KeptResource);
    };
    try {
      const { id, outs } = await provider.create(overTheWire(inputs));
      await keep(id, outs, []);
    } catch (error) {
      if (isPartial(error)) await keep(error.id, error.properties, error.reasons);
      throw error;
    }
  }

  async #update(
    provider: Lifecycle,
    kept: KeptResource,
    inputs: Properties,
    watcher: Watcher,
  ): Promise<void> {
    try {
      const { outs = {} } = await provider.update(kept.id, overTheWire(kept.outputs), overTheWire(inputs));
      this.#keep({ ...kept, inputs, outputs: overTheWire(outs), initErrors: [] });
    } catch (error) {
      // The engine keeps the outputs of the failed update, but not its inputs.
      if (isPartial(error))
        this.#keep({ ...kept, outputs: overTheWire(error.properties), initErrors: error.reasons });
      throw error;
    }
    await watcher(this.resources.get(kept.name) as KeptResource);
  }

  async #deletePending(provider: Lifecycle, original: KeptResource): Promise<void> {
    await provider.delete(original.id, overTheWire(original.outputs));
    this.pendingDeletes = this.pendingDeletes.filter((other) => other !== original);
  }

  async #delete(provider: Lifecycle, kept: KeptResource): Promise<void> {
    await provider.delete(kept.id, overTheWire(kept.outputs));
    this.#outcomes[kept.name] = done("delete");
    this.resources.delete(kept.name);
  }
}

async function diff(provider: Lifecycle, kept: KeptResource, inputs: Properties): Promise<Outcome> {
  const { changes, replaces = [] } = await provider.diff(
    kept.id,
    overTheWire(kept.outputs),
    overTheWire(inputs),
  );
  if (replaces.length > 0) return { operation: "replace", replaces };
  return done(changes || kept.initErrors.length > 0 ? "update" : "same");
}

function done(operation: Operation): Outcome {
  return { operation, replaces: [] };
}

/** How the SDK passes on an error although the resource exists. */
function isPartial(
  error: unknown,
): error is Error & { id: string; properties: Properties; reasons: readonly string[] } {
  return error instanceof Error && "id" in error && Boolean(error.id);
}
