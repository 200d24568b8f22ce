import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { inject } from "vitest";
import type { Lifecycle } from "../../../provider/dynamic/lifecycle.ts";
import type { WireProperties } from "../../../provider/plugin/wire.ts";
import { linkCheckout } from "../../pulumi/support/pulumiProject.ts";
import { connectPlugin } from "../../support/pluginClient.ts";
import { toLifecycle, type Wire } from "../../support/pluginLifecycle.ts";
import { isForPeople } from "./scenario.ts";

/** Where providers come from. */
export interface ProviderSource {
  /** A provider as a fresh process would have it, under a stack's configuration. */
  configure(config: Readonly<Record<string, string>>): Promise<Lifecycle>;
  /** The lines that providers have printed for people since the last call. */
  printed(): Promise<readonly string[]>;
}

/** Pulumi's own process of dynamic providers, called as the engine calls it. */
export interface ProviderProcess extends ProviderSource {
  /** Sends it a signal, and resolves to the signal that has ended it in the end. */
  signal(name: NodeJS.Signals): Promise<NodeJS.Signals | null>;
  stop(): Promise<void>;
}

/** As the engine starts it: with the engine's address, in the program's folder. */
const dynamicProvider = [
  createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider"),
  "127.0.0.1:1",
];

/** Starts the process that Pulumi starts for dynamic providers, with variables besides those of the machine. */
export async function startProviderProcess(
  environment: Readonly<Record<string, string>> = {},
): Promise<ProviderProcess> {
  const program = await mkdtemp(join(tmpdir(), "test-program-"));
  await linkCheckout(program);
  const child = spawn(process.execPath, dynamicProvider, {
    cwd: program,
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  const errors = child.stderr.setEncoding("utf8");
  let printed = "";
  errors.on("data", (text: string) => {
    printed += text;
  });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const client = connectPlugin(String(port));
  let count = 0;
  return {
    async configure(config) {
      await client.configure(config);
      count += 1;
      // The SDK keeps the provider of each text: from another one it creates another provider, as a new process would.
      return toLifecycle(client, wireOf(`${inject("providerText")}\n// ${count}`));
    },
    async printed() {
      // The SDK prints the stack of an error in a provider: when this one has come, everything printed before has.
      count += 1;
      const last = `printed up to here (${count})`;
      const failing = `throw Object.assign(new Error(), { stack: ${JSON.stringify(last)} })`;
      await client.check("", {}, { __provider: failing }).catch(() => {});
      const end = `Error: ${last}\n`;
      while (!printed.includes(end)) await once(errors, "data");
      const [before = ""] = printed.split(end);
      printed = "";
      return before.split("\n").filter(isForPeople);
    },
    async signal(name) {
      child.kill(name);
      await closed;
      return child.signalCode;
    },
    async stop() {
      client.close();
      child.kill();
      await closed;
      await rm(program, { recursive: true, force: true });
    },
  };
}

/** A dynamic provider comes with the properties, which have the URN as well. */
function wireOf(__provider: string): Wire {
  return {
    send: (properties) => ({ urn: "", sent: { ...properties, __provider } as WireProperties }),
    receive: (_urn, { __provider: _, ...rest }) => rest,
  };
}
