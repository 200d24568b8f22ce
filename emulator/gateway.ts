import type { Exchange } from "./exchange.ts";
import { gatewayPage } from "./faults/responses.ts";
import { routeCookie } from "./loadBalancer.ts";

/**
 * Refuses a request without the headers that the gateway before Jenkins wants: 403, without a mark of Jenkins. True when it
 * was refused.
 */
export function refuseAtGateway(exchange: Exchange): boolean {
  const wanted = Object.entries(exchange.controller.requiredHeaders);
  if (wanted.every(([name, value]) => exchange.header(name) === value)) return false;
  const { status, headers, body } = gatewayPage(403);
  exchange.reply.code(status).headers(headers).send(Buffer.from(body));
  return true;
}

/** Tells a client which node it was sent to, once. A session is known to its own node alone. */
export function tellRoute(exchange: Exchange): void {
  const { reply, route } = exchange;
  if (route === undefined || exchange.cookie(routeCookie) === route) return;
  reply.header("Set-Cookie", `${routeCookie}=${route}; Path=/`);
}
