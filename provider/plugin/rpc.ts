import { setImmediate as nextTurn } from "node:timers/promises";
import type { handleUnaryCall } from "@grpc/grpc-js";
import type { EngineLog } from "./engineLog.ts";
import type { Lifetime } from "./lifetime.ts";
import { isFailure, toFailure } from "./status.ts";

/** A call of the engine that waits for its response. */
export interface Call {
  /** Whether no response can reach the engine any more: it has ended, or has given up the call. */
  isAbandoned(): Promise<boolean>;
}

/** Responds to one RPC with a message, or with the failure that is thrown. Messages of the operation reach the user before. */
export type Handler<Request, Response> = (request: Request, call: Call) => Promise<Response>;

export function toUnary<Request, Response>(
  handler: Handler<Request, Response>,
  { log, lifetime }: { readonly log: EngineLog; readonly lifetime: Lifetime },
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const isAbandoned = async () => {
      await nextTurn(); // what has happened in the meantime is heard first
      return lifetime.isEngineGone || call.cancelled;
    };
    const closeCall = lifetime.openCall();
    handler(call.request, { isAbandoned })
      .finally(() => log.flushed())
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(isFailure(error) ? error : toFailure(error)),
      )
      .finally(closeCall);
  };
}
