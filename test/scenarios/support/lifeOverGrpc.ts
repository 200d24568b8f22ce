import { afterAll, beforeAll, it } from "vitest";
import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import type { Settings } from "../../support/lifecycleProvider.ts";
import { createSharedClock, type SharedClock } from "./lifeClock.ts";
import { type Report, Stack } from "./lifeEngine.ts";
import { type ProviderProcess, startProviderProcess } from "./lifeProcess.ts";
import { type Backend, live, type Row, type StepResult } from "./lifeRow.ts";

/** Declares a test for each row: its life runs through Pulumi's own provider process, a new provider for each operation. */
export function liveOverGrpc(rows: readonly Row[]): void {
  const provided = provideProcess();
  it.each(rows)("$name", async (row) => {
    const { clock, process } = provided();
    await clock.set(0);
    await live(row, clock, createBackend(process));
  });
}

/** A process and the clock that it goes by. */
export interface TimedProcess {
  readonly clock: SharedClock;
  readonly process: ProviderProcess;
}

/** Has Pulumi's own provider process for all tests of the block that calls this; they get it from what is returned. */
export function provideProcess(): () => TimedProcess {
  let provided: TimedProcess;
  beforeAll(async () => {
    const clock = await createSharedClock();
    provided = { clock, process: await startProviderProcess(clock.environment) };
  });
  afterAll(async () => {
    await provided.process.stop();
    await provided.clock.remove();
  });
  return () => provided;
}

const resource = "ci";

function createBackend(process: ProviderProcess): Backend {
  const stack = new Stack();
  const run = async (
    settings: Settings,
    operate: (provider: Lifecycle) => Promise<Report>,
  ): Promise<StepResult> => {
    const { outcomes, errors } = await operate(await process.configure(settings));
    const { operation, replaces = [] } = outcomes[resource] ?? {};
    return { operation, replaces, errors, told: await process.printed() };
  };
  return {
    up: (args, settings) => run(settings, (provider) => stack.up(provider, { [resource]: args })),
    preview: (args, settings) => run(settings, (provider) => stack.preview(provider, { [resource]: args })),
    refresh: (settings) => run(settings, (provider) => stack.refresh(provider)),
    destroy: (settings) => run(settings, (provider) => stack.destroy(provider)),
    outputs: async () => stack.outputs(resource),
  };
}
