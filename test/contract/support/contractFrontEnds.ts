import { inject } from "vitest";
import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import { type Settings, startProvider as startDynamic } from "../../support/lifecycleProvider.ts";
import { startPluginWith, toLifecycle } from "../../support/pluginLifecycle.ts";

/** Starts a provider under a stack's configuration. */
type Start = (settings: Settings, options?: { readonly now?: () => Date }) => Lifecycle;

const frontEnds: Readonly<Record<string, Start>> = {
  "the dynamic resource": startDynamic,
  "the packaged provider": startPlugin,
};

/** The controllers of the suite, each with both front ends. */
export const targets = inject("contractControllers").flatMap((controller) =>
  Object.entries(frontEnds).map(([frontEnd, startProvider]) => ({ ...controller, frontEnd, startProvider })),
);

/** The plugin is called over gRPC. It starts while the first operation waits for it. */
function startPlugin(...given: Parameters<Start>): Lifecycle {
  const started = startPluginWith(...given).then(toLifecycle);
  return {
    check: async (...call) => (await started).check(...call),
    diff: async (...call) => (await started).diff(...call),
    create: async (...call) => (await started).create(...call),
    read: async (...call) => (await started).read(...call),
    update: async (...call) => (await started).update(...call),
    delete: async (...call) => (await started).delete(...call),
  };
}
