import type { EventEmitter } from "node:events";

/** What the engine calls on a provider when the user presses Ctrl-C. */
const cancelPath = "/pulumirpc.ResourceProvider/Cancel";

/** Whether this is a process that Pulumi has started for providers. */
export function isProviderProcess(): boolean {
  return http2Servers().length > 0;
}

/**
 * Calls back when the user cancels the operation (Ctrl-C).
 *
 * The SDK handles the engine's call by itself and reports it to no dynamic provider, so it is noticed at this process's
 * own server. The engine waits for the methods that are under way: a wait that goes on would keep the user waiting.
 */
export function onCancel(cancel: () => void): void {
  for (const server of http2Servers()) {
    server.on("stream", (_stream: unknown, headers: Readonly<Record<string, unknown>>) => {
      if (headers[":path"] === cancelPath) cancel();
    });
  }
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
