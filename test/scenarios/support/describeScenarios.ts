import { afterAll, beforeAll, describe, inject, it } from "vitest";
import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import type { Settings } from "../../support/lifecycleProvider.ts";
import type { TestPlugin } from "../../support/pluginEngine.ts";
import { startPluginWith, toLifecycle } from "../../support/pluginLifecycle.ts";
import { type Report, Stack } from "./engine.ts";
import { runOverCli } from "./overCli.ts";
import { type ProviderProcess, type ProviderSource, startProviderProcess } from "./providerProcess.ts";
import { type Backend, run, type Scenario, type StepResult } from "./scenario.ts";
import { createSharedClock, createStandingClock, type SharedClock, type TestClock } from "./scenarioClock.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** What carries the scenarios out: one model of the engine, or the real CLI those that are for it. */
    scenariosOver: "model" | "cli";
  }
}

/** Declares a test for each scenario and front end, with a new provider for each operation. */
export function describeScenarios(title: string, scenarios: readonly Scenario[]): void {
  const overCli = scenarios.filter((scenario) => scenario.overCli);
  if (inject("scenariosOver") === "model") describe(title, () => runInFrontEnds(scenarios));
  else if (overCli.length > 0) describe(`over the CLI, ${title}`, () => runOverCli(overCli));
}

function runInFrontEnds(scenarios: readonly Scenario[]): void {
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
    return { operation, replaces, errors, printed: await providers.printed() };
  };
  return {
    up: (args, settings) => run(settings, (provider) => stack.up(provider, { [resource]: args })),
    preview: (args, settings) => run(settings, (provider) => stack.preview(provider, { [resource]: args })),
    refresh: (settings) => run(settings, (provider) => stack.refresh(provider)),
    destroy: (settings) => run(settings, (provider) => stack.destroy(provider)),
    outputs: async () => stack.outputs(resource),
  };
}

/** Instances of the packaged provider, each called over gRPC, as a fresh process would have it. */
function createPluginSource(clock: TestClock): ProviderSource {
  let plugin: TestPlugin | undefined;
  let count = 0;
  return {
    async configure(config) {
      plugin = await startPluginWith(config, { now: clock.now });
      count = 0;
      return toLifecycle(plugin);
    },
    async printed() {
      const messages = plugin?.shown.slice(count).map(({ message }) => message) ?? [];
      count += messages.length;
      return messages;
    },
  };
}
