import { type EventEmitter, setMaxListeners } from "node:events";

/** What the engine calls on a provider when the user presses Ctrl-C. */
const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/**
 * Is aborted when the user cancels the operation (Ctrl-C).
 *
 * The SDK answers the engine's call by itself and tells no dynamic provider of it, so it is noticed at this process's
 * own server. The engine waits for the methods that are under way: a wait that goes on would keep the user waiting.
 */
export function cancellationSignal(): AbortSignal {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal); // any number of requests may be under way
  for (const server of http2Servers()) {
    server.on("stream", (_stream: unknown, headers: Readonly<Record<string, unknown>>) => {
      if (headers[":path"] === cancelPath) controller.abort();
    });
  }
  return controller.signal;
}

/** Node lists what is open only by a method that it doesn't document; without it, a cancellation is not noticed. */
function http2Servers(): EventEmitter[] {
  const { _getActiveHandles: activeHandles } = process as unknown as { _getActiveHandles?: () => unknown[] };
  const handles = activeHandles?.call(process) ?? [];
  return handles.filter(isHttp2Server);
}

function isHttp2Server(handle: unknown): handle is EventEmitter {
  return (
    typeof handle === "object" &&
    handle !== null &&
    handle.constructor?.name === "Http2Server" &&
    "on" in handle
  );
}
