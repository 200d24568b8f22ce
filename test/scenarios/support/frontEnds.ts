import { afterAll, beforeAll, describe, it } from "vitest";
import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import type { Settings } from "../../support/lifecycleProvider.ts";
import { createSharedClock, createStandingClock, type SharedClock } from "./lifeClock.ts";
import { type Report, Stack } from "./lifeEngine.ts";
import { createPluginSource } from "./lifeOverPlugin.ts";
import { type ProviderProcess, type ProviderSource, startProviderProcess } from "./lifeProcess.ts";
import { type Backend, live, type Row, type StepResult } from "./lifeRow.ts";

/** Declares a test for each row and front end: a new provider for each operation, called by one model of the engine. */
export function liveInFrontEnds(rows: readonly Row[]): void {
  describe("as a dynamic provider, in the process that Pulumi starts for them,", () => {
    let clock: SharedClock;
    let process: ProviderProcess;
    beforeAll(async () => {
      clock = await createSharedClock();
      process = await startProviderProcess(clock.environment);
    });
    afterAll(async () => {
      await process.stop();
      await clock.remove();
    });
    it.each(rows)("$name", async (row) => {
      await clock.set(0);
      await live(row, clock, createBackend(process));
    });
  });

  describe("as a provider plugin,", () => {
    it.each(rows)("$name", async (row) => {
      const clock = createStandingClock();
      await live(row, clock, createBackend(createPluginSource(clock)));
    });
  });
}

const resource = "ci";

function createBackend(providers: ProviderSource): Backend {
  const stack = new Stack();
  const run = async (
    settings: Settings,
    operate: (provider: Lifecycle) => Promise<Report>,
  ): Promise<StepResult> => {
    const { outcomes, errors } = await operate(await providers.configure(settings));
    const { operation, replaces = [] } = outcomes[resource] ?? {};
    return { operation, replaces, errors, told: await providers.printed() };
  };
  return {
    up: (args, settings) => run(settings, (provider) => stack.up(provider, { [resource]: args })),
    preview: (args, settings) => run(settings, (provider) => stack.preview(provider, { [resource]: args })),
    refresh: (settings) => run(settings, (provider) => stack.refresh(provider)),
    destroy: (settings) => run(settings, (provider) => stack.destroy(provider)),
    outputs: async () => stack.outputs(resource),
  };
}
