import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** How serious a message is. */
export type Severity = "info" | "warning";

const severities = { info: LogSeverity.INFO, warning: LogSeverity.WARNING };

/** Shows messages at resources; what a plugin prints is hidden. */
export interface EngineLog {
  /** Sends the messages to the engine at this address. Until then they are dropped: nobody listens. */
  connect(address: string): void;
  /** Shows a message at the resource with this URN; at the stack without one. The same message is shown once. */
  log(severity: Severity, message: string, resource?: string): void;
  /** Resolves when the engine has all messages so far. One that it does not take is lost, and no failure. */
  flushed(): Promise<void>;
}

export function createEngineLog(): EngineLog {
  let client: EngineClient | undefined;
  const shown = new Set<string>();
  const pending = new Set<Promise<void>>();

  return {
    connect(address) {
      client ??= new EngineClient(address, credentials.createInsecure());
    },
    log(severity, message, resource = "") {
      const key = JSON.stringify([severity, message, resource]);
      if (!client || shown.has(key)) return;
      shown.add(key);
      const request = new LogRequest();
      request.setSeverity(severities[severity]);
      request.setMessage(message.toWellFormed());
      request.setUrn(resource);
      const sent = send(client, request).then(() => void pending.delete(sent));
      pending.add(sent);
    },
    async flushed() {
      await Promise.all(pending);
    },
  };
}

function send(client: EngineClient, request: LogRequest): Promise<void> {
  return new Promise((resolve) => {
    client.log(request, () => resolve());
  });
}
