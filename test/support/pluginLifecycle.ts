import type { Lifecycle } from "../../provider/dynamic/lifecycle.ts";
import { toPlain, type WireProperties } from "../../provider/plugin/wire.ts";
import type { Settings } from "./lifecycleProvider.ts";
import type { CallFailure } from "./pluginClient.ts";
import { startPlugin, type TestPlugin, type TestPluginOptions } from "./pluginEngine.ts";

type Properties = Record<string, unknown>;

/** Starts the packaged provider with the configuration of a provider instance that says the same as a stack's. */
export function startPluginWith(settings: Settings, options: TestPluginOptions = {}): Promise<TestPlugin> {
  const keys = Object.entries(settings).map(([key, value]) => [key.replace(/^jenkins:/, ""), value]);
  return startPlugin(Object.fromEntries(keys), options);
}

/** The methods of the plugin in the shape of the dynamic provider's, so that one model of the engine calls both. */
export function toLifecycle(plugin: TestPlugin): Lifecycle {
  return {
    async check(olds, news) {
      const { urn, rest } = split(news);
      const { inputs, failures } = await plugin.check(urn, split(olds).rest, rest);
      const reasons = failures.map((reason) => ({ property: "", reason }));
      return { inputs: keep(urn, inputs), ...(reasons.length > 0 && { failures: reasons }) };
    },
    async diff(id, olds, news) {
      const { urn, rest } = split(news);
      return plugin.diff(urn, id, split(olds).rest, rest);
    },
    async create(inputs) {
      const { urn, rest } = split(inputs);
      const { id, outputs } = await plugin.create(urn, rest).catch(rethrow(urn));
      return { id, outs: keep(urn, outputs) };
    },
    async read(id, properties) {
      const { urn, rest } = split(properties);
      const read = await plugin.read(urn, id, rest);
      return { id: read.id, props: keep(urn, read.outputs) };
    },
    async update(id, olds, news) {
      const { urn, rest } = split(news);
      const outputs = await plugin.update(urn, id, split(olds).rest, rest).catch(rethrow(urn));
      return { outs: keep(urn, outputs) };
    },
    async delete(id, properties) {
      const { urn, rest } = split(properties);
      await plugin.delete(urn, id, rest);
    },
  };
}

function split({ __urn, ...rest }: Properties): { urn: string; rest: WireProperties } {
  return { urn: String(__urn), rest: rest as WireProperties };
}

function keep(urn: string, properties: WireProperties): Properties {
  return { ...toPlain(properties), __urn: urn };
}

/** What the engine keeps of a failure is as plain as everything else here. */
function rethrow(urn: string): (failure: CallFailure) => never {
  return (failure) => {
    throw failure.properties
      ? Object.assign(failure, { properties: keep(urn, failure.properties) })
      : failure;
  };
}
