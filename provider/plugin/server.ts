import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { afterTurns } from "../afterTurns.ts";
import { createEngineLog } from "./engineLog.ts";
import { createLifetime } from "./lifetime.ts";
import { createService } from "./service.ts";

/** No message of the engine is too large for us: the state of one resource has no limit of its own. */
const noLimit = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/** For how many turns of the event loop responses may wait for an engine that does not read. */
const flushTurns = 20;

/**
 * Without an open call, the last response may still be on its way to the socket. Two turns: the first one may be over
 * before anything is written, where the process has not run for a while.
 */
const idleTurns = 2;

/**
 * Serves the engine at this address, until it ends. The port is the only line on stdout, which is how the engine learns it.
 * Without an address somebody has started the process by hand, for the engine to attach to.
 */
export async function serve(engineAddress: string | undefined): Promise<void> {
  const server = new Server(noLimit);
  const log = createEngineLog();
  const lifetime = createLifetime(() => {
    // The engine may keep its connection open after its last call, and kills a plugin that takes more than a second to end.
    server.tryShutdown(() => process.exit());
    afterTurns(lifetime.openCalls === 0 ? idleTurns : flushTurns, () => process.exit());
  });
  server.addService(ResourceProviderService, createService({ log, lifetime, environment: process.env }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => lifetime.signalled());
  if (engineAddress) {
    log.connect(engineAddress);
    // The engine holds the other end: its death, even by SIGKILL, closes it.
    process.stdin.on("end", () => lifetime.engineEnded()).resume();
  }
  console.log(await bind(server));
}

function bind(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
}
