import { randomBytes } from "node:crypto";
import type { Exchange } from "../exchange.ts";

/** The cookie by which a load balancer knows the node that a client belongs to. */
export const routeCookie = "ROUTEID";

/** A node for a client that has none yet. */
export function newRoute(): string {
  return randomBytes(4).toString("hex");
}

/** Tells a client which node it was sent to, once. A session is known to its own node alone. */
export function sendRoute(exchange: Exchange): void {
  const { reply, route } = exchange;
  if (route === undefined || exchange.cookie(routeCookie) === route) return;
  reply.header("Set-Cookie", `${routeCookie}=${route}; Path=/`);
}
