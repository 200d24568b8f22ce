import type { Lifecycle } from "../../provider/dynamic/lifecycle.ts";
import { type Settings, startProvider } from "../support/lifecycleProvider.ts";
import { startPluginWith, toLifecycle } from "../support/pluginLifecycle.ts";

/** A provider as the process of one command of Pulumi has it. */
export interface Session {
  readonly provider: Lifecycle;
  /** What Ctrl-C does. */
  cancel(): Promise<void>;
  /** Ends the process; resolves to the messages that it has shown. */
  end(): readonly string[];
}

/** Starts a provider that never waits before a retry. */
type Start = (settings: Settings, now: () => Date) => Promise<Session>;

const pause = async () => {};

export const frontEnds: Readonly<Record<"dynamic" | "packaged", Start>> = {
  async dynamic(settings, now) {
    const cancellation = new AbortController();
    const provider = startProvider(settings, { now, pause, cancelled: cancellation.signal });
    return { provider, cancel: async () => cancellation.abort(), end: () => provider.warnings };
  },
  async packaged(settings, now) {
    const plugin = await startPluginWith(settings, { now, pause });
    return {
      provider: toLifecycle(plugin),
      cancel: () => plugin.cancel(),
      end() {
        plugin.close();
        return plugin.shown.map(({ message }) => message);
      },
    };
  },
};
