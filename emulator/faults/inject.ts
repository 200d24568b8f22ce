import { once } from "node:events";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Exchange } from "../exchange.ts";
import { type Fault, startingStatuses } from "./fault.ts";
import type { Injection } from "./faults.ts";
import { replacementOf, sendStarting } from "./responses.ts";

/** Injects the controller's faults into requests and responses. Runs before the filters that look at a request. */
export function addFaults(server: FastifyInstance): void {
  server.addHook("onRequest", async ({ exchange }, reply) => {
    const injection = exchange.controller.faults.take(exchange.request.method, exchange.path);
    if (!injection) return;
    await injectIntoRequest(exchange, injection);
    if (reply.sent || isCut(exchange)) return reply;
  });
  server.addHook("onSend", async ({ exchange }, _reply, payload) =>
    exchange.fault ? injectIntoResponse(exchange, exchange.fault, await toBuffer(payload)) : payload,
  );
}

/** Whether a fault has cut the connection. */
export function isCut({ request }: Exchange): boolean {
  return request.raw.socket.destroyed;
}

async function injectIntoRequest(exchange: Exchange, { fault, earlier }: Injection): Promise<void> {
  const { controller, reply } = exchange;
  if (fault.kind === "booting") {
    const statuses = fault.statuses ?? startingStatuses;
    sendStarting(exchange, statuses[earlier] ?? statuses.at(-1) ?? 503);
  } else if (fault.kind === "sessionsExpire") {
    controller.run.sessions.dropAll();
    exchange.session = undefined;
  } else if (!("when" in fault) || fault.when === "afterEffect") {
    exchange.fault = fault;
  } else if (fault.kind === "latency") {
    await fault.until;
  } else if (fault.kind === "reset") {
    cut(exchange);
  } else {
    const replacement = replacementOf(controller, fault);
    if (replacement)
      reply.code(replacement.status).headers(replacement.headers).send(Buffer.from(replacement.body));
  }
}

async function injectIntoResponse(
  exchange: Exchange,
  fault: Fault,
  body: Buffer,
): Promise<Buffer | Readable> {
  const half = body.subarray(0, Math.floor(body.length / 2));
  if (fault.kind === "cutOffJson") return half;
  if (fault.kind === "cutOffBody" && body.length > 0) return cutBetween(exchange, half, body.length);
  if (fault.kind === "textAround") return Buffer.from(`${fault.before ?? ""}${body}${fault.after ?? ""}`);
  if (fault.kind === "rewrite") return rewrite(exchange, fault, body);
  if (fault.kind === "raw") await writeRaw(exchange, fault.bytes());
  if (fault.kind === "latency") await fault.until;
  // A response without a body has no middle: nothing of it arrives.
  if (fault.kind === "reset" || fault.kind === "cutOffBody") cut(exchange);
  const replacement = replacementOf(exchange.controller, fault);
  if (!replacement) return body;
  for (const name of Object.keys(exchange.reply.getHeaders())) exchange.reply.removeHeader(name);
  exchange.reply.code(replacement.status).headers(replacement.headers);
  return Buffer.from(replacement.body);
}

function rewrite(
  { reply, request }: Exchange,
  fault: Extract<Fault, { kind: "rewrite" }>,
  body: Buffer,
): Buffer | Readable {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, `${value}`]),
  );
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const rewritten = fault.rewrite({ status: reply.statusCode, body }, { headers, form });
  if (rewritten.status !== undefined) reply.code(rewritten.status);
  reply.headers({ ...rewritten.headers });
  return rewritten.body ?? body;
}

/** Writes to the socket as fast as the client reads, until the end or until the client closes the connection. */
async function writeRaw(
  { reply, request }: Exchange,
  bytes: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  const { socket } = request.raw;
  reply.hijack();
  // A client that closes its end early resets the connection: that is how the response ends, too.
  const settled = (event: string) => once(socket, event).catch(() => undefined);
  const closed = settled("close");
  for await (const part of bytes) {
    if (socket.destroyed) break;
    if (!socket.write(part)) await Promise.race([settled("drain"), closed]);
  }
  if (!socket.destroyed) socket.end();
  await closed;
}

function cut(exchange: Exchange): void {
  exchange.reply.hijack();
  exchange.request.raw.socket.resetAndDestroy();
}

/** A body of which the beginning arrives before the connection is cut. */
function cutBetween({ reply, request }: Exchange, beginning: Buffer, length: number): Readable {
  reply.header("Content-Length", length);
  return Readable.from(
    (async function* () {
      yield beginning;
      while (reply.raw.writableLength > 0 || !reply.raw.headersSent) await nextTurn();
      request.raw.socket.destroy();
    })(),
    { objectMode: false },
  );
}

async function toBuffer(payload: unknown): Promise<Buffer> {
  if (payload instanceof Readable) return Buffer.concat(await payload.toArray());
  return Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === "string" ? payload : "");
}
