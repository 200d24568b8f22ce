import { afterAll, beforeAll, describe, it } from "vitest";
import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import type { Settings } from "../../support/lifecycleProvider.ts";
import { type Report, Stack } from "./engine.ts";
import { createPluginSource } from "./overPlugin.ts";
import { type ProviderProcess, type ProviderSource, startProviderProcess } from "./providerProcess.ts";
import { type Backend, run, type Scenario, type StepResult } from "./scenario.ts";
import { createSharedClock, createStandingClock, type SharedClock } from "./scenarioClock.ts";

/** Declares a test for each scenario and front end: a new provider for each operation, called by one model of the engine. */
export function runInFrontEnds(scenarios: readonly Scenario[]): void {
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
    it.each(scenarios)("$name", async (scenario) => {
      await clock.set(0);
      await run(scenario, clock, createBackend(process));
    });
  });

  describe("as a provider plugin,", () => {
    it.each(scenarios)("$name", async (scenario) => {
      const clock = createStandingClock();
      await run(scenario, clock, createBackend(createPluginSource(clock)));
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
