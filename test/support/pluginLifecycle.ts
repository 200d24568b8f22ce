import type { Lifecycle } from "../../provider/dynamic/lifecycle.ts";
import { toPlain, type WireProperties } from "../../provider/plugin/wire.ts";
import type { Settings } from "./lifecycleProvider.ts";
import type { CallFailure, PluginClient } from "./pluginClient.ts";
import { startPlugin, type TestPlugin, type TestPluginOptions } from "./pluginEngine.ts";

type Properties = Record<string, unknown>;

/** Starts the packaged provider with the configuration of a provider instance that says the same as a stack's. */
export function startPluginWith(settings: Settings, options: TestPluginOptions = {}): Promise<TestPlugin> {
  const keys = Object.entries(settings).map(([key, value]) => [key.replace(/^jenkins:/, ""), value]);
  return startPlugin(Object.fromEntries(keys), options);
}

/** How the properties of a resource are sent to a provider, and come back. */
export interface Wire {
  send(properties: Properties): { readonly urn: string; readonly sent: WireProperties };
  receive(urn: string, properties: WireProperties): Properties;
}

/** The packaged provider gets the URN beside the properties. */
const packaged: Wire = {
  send: ({ __urn, ...rest }) => ({ urn: String(__urn), sent: rest as WireProperties }),
  receive: (urn, properties) => ({ ...toPlain(properties), __urn: urn }),
};

/** The methods of a plugin in the shape of the dynamic provider's, so that one model of the engine calls both. */
export function toLifecycle(plugin: PluginClient, { send, receive }: Wire = packaged): Lifecycle {
  /** What the engine keeps of a failure is as plain as everything else here. */
  const rethrow = (urn: string) => (failure: CallFailure) => {
    const { properties } = failure;
    throw properties ? Object.assign(failure, { properties: receive(urn, properties) }) : failure;
  };
  return {
    async check(olds, news) {
      const { urn, sent } = send(news);
      const { inputs, failures } = await plugin.check(urn, send(olds).sent, sent);
      const reasons = failures.map((reason) => ({ property: "", reason }));
      return { inputs: receive(urn, inputs), ...(reasons.length > 0 && { failures: reasons }) };
    },
    async diff(id, olds, news) {
      const { urn, sent } = send(news);
      return plugin.diff(urn, id, send(olds).sent, sent);
    },
    async create(inputs) {
      const { urn, sent } = send(inputs);
      const { id, outputs } = await plugin.create(urn, sent).catch(rethrow(urn));
      return { id, outs: receive(urn, outputs) };
    },
    async read(id, properties) {
      const { urn, sent } = send(properties);
      const read = await plugin.read(urn, id, sent);
      return { id: read.id, props: receive(urn, read.outputs) };
    },
    async update(id, olds, news) {
      const { urn, sent } = send(news);
      const outputs = await plugin.update(urn, id, send(olds).sent, sent).catch(rethrow(urn));
      return { outs: receive(urn, outputs) };
    },
    async delete(id, properties) {
      const { urn, sent } = send(properties);
      await plugin.delete(urn, id, sent);
    },
  };
}
