import { setTimeout as delay } from "node:timers/promises";
import type { InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { createTokens, type Host } from "../token/index.ts";
import { toReadConfig } from "./config.ts";
import { currentDeadline } from "./deadline.ts";
import { invoke } from "./getApiTokens.ts";
import { createResourceOperations, type ResourceOperations } from "./resource.ts";
import type { ServiceOptions } from "./serviceOptions.ts";
import type { WireProperties } from "./wire.ts";

export { checkConfig, diffConfig } from "./config.ts";

/** What needs the code that speaks to Jenkins: this module is loaded when the first of them is called. */
export interface Operations extends ResourceOperations {
  invoke(request: InvokeRequest): Promise<InvokeResponse>;
}

/** The operations under the configuration of one provider instance. */
export function createOperations(
  { log, lifetime, environment, now = () => new Date(), pause }: ServiceOptions,
  configuration: WireProperties,
): Operations {
  const hostUntil = (cancelled: AbortSignal): Host => ({
    config: toReadConfig(configuration),
    environment,
    now,
    warn: (message, resource) => log.log("warning", message, resource),
    pause: pause ?? ((ms) => delay(ms, undefined, { signal: anyOf(cancelled, currentDeadline()) })),
    cancelled,
  });
  const tokens = createTokens(hostUntil(lifetime.cancelled));
  const resources = createResourceOperations({
    tokens,
    async revokeUnreceived(resource, outputs) {
      // With clients of its own: those of the operation send nothing more once it is cancelled.
      const own = createTokens(hostUntil(new AbortController().signal));
      await own.delete(resource, outputs);
    },
    log,
    lifetime,
    environment,
  });
  return { ...resources, invoke: (request) => invoke(tokens, request) };
}

function anyOf(...signals: readonly (AbortSignal | undefined)[]): AbortSignal {
  return AbortSignal.any(signals.filter((signal) => signal !== undefined));
}
