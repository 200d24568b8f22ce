import { Server, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { expect, onTestFinished } from "vitest";
import { createEngineLog } from "../../provider/plugin/engineLog.ts";
import { createLifetime } from "../../provider/plugin/lifetime.ts";
import { createService } from "../../provider/plugin/service.ts";
import { toPlain, type WireProperties } from "../../provider/plugin/wire.ts";
import { noteSecret, noteSecretsIn } from "./lifecycleFailure.ts";
import { bind, connectPlugin, startTestEngine } from "./pluginClient.ts";

/** A provider instance of the plugin in this process, called over gRPC. It ends with the test, or when it is closed. */
export type TestPlugin = Awaited<ReturnType<typeof startPlugin>>;

export interface TestPluginOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Starts the plugin under the configuration of a provider instance, with an empty environment. */
export async function startPlugin(args: WireProperties = {}, options: TestPluginOptions = {}) {
  noteSecretsIn(toPlain(args));
  noteSecretsIn(options.environment ?? {});
  const engine = await startTestEngine();
  const log = createEngineLog();
  const lifetime = createLifetime(() => {});
  const server = new Server();
  const service = createService({ environment: {}, ...options, log, lifetime });
  server.addService(ResourceProviderService, service as UntypedServiceImplementation);
  const client = connectPlugin(await bind(server));
  const close = () => {
    client.close();
    server.forceShutdown();
    engine.close();
  };
  onTestFinished(close);
  await client.handshake(engine.address);
  await client.configure(args);
  return { ...client, close, shown: engine.shown, lifetime };
}

/** The URN of a token by its name in the program. */
export function urnOf(name: string): string {
  return `urn:pulumi:test::tokens::jenkins:index:ApiToken::${name}`;
}

/** A token as the engine keeps it, secrets included. */
export interface KeptToken {
  readonly urn: string;
  readonly id: string;
  readonly inputs: WireProperties;
  readonly outputs: WireProperties;
}

/** The first `pulumi up` of a token. */
export async function createToken(
  plugin: TestPlugin,
  args: WireProperties = {},
  name = "deploy",
): Promise<KeptToken> {
  const urn = urnOf(name);
  const { inputs, failures } = await plugin.check(urn, {}, args);
  expect(failures).toEqual([]);
  const { id, outputs } = await plugin.create(urn, inputs);
  const { tokenValue } = toPlain(outputs);
  noteSecret(String(tokenValue));
  return { urn, id, inputs, outputs };
}
