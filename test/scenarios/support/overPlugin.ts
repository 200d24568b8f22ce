import type { TestPlugin } from "../../support/pluginEngine.ts";
import { startPluginWith, toLifecycle } from "../../support/pluginLifecycle.ts";
import type { ProviderSource } from "./providerProcess.ts";
import type { TestClock } from "./scenarioClock.ts";

/** Instances of the packaged provider, each called over gRPC, as a fresh process would have it. */
export function createPluginSource(clock: TestClock): ProviderSource {
  let plugin: TestPlugin | undefined;
  let printed = 0;
  return {
    async configure(config) {
      plugin = await startPluginWith(config, { now: clock.now });
      printed = 0;
      return toLifecycle(plugin);
    },
    async printed() {
      const messages = plugin?.shown.slice(printed).map(({ message }) => message) ?? [];
      printed += messages.length;
      return messages;
    },
  };
}
