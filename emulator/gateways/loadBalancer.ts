import { randomBytes } from "node:crypto";

/** The cookie by which a load balancer knows the node that a client belongs to. */
export const routeCookie = "ROUTEID";

/** A node for a client that has none yet. */
export function newRoute(): string {
  return randomBytes(4).toString("hex");
}
