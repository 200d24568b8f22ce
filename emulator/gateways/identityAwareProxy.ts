import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../clock.ts";
import type { GatewayRequest, Replacement } from "./gateway.ts";

const hourMs = 60 * 60 * 1000;

/**
 * A proxy that requires a short-lived bearer token beside the login to Jenkins, such as Google's IAP: it requires
 * `Proxy-Authorization: Bearer <token>`, and leaves `Authorization` to Jenkins.
 */
export function identityAwareProxy({ clock = systemClock }: { clock?: Clock } = {}) {
  const expiries = new Map<string, number>();
  return {
    /** Issues a token, valid for an hour from now. */
    issueToken(): string {
      const token = randomBytes(24).toString("base64url");
      expiries.set(token, clock.now().getTime() + hourMs);
      return token;
    },
    gateway(exchange: GatewayRequest): Replacement | undefined {
      const token = exchange.header("Proxy-Authorization")?.match(/^Bearer (.+)$/)?.[1];
      if (token === undefined) return refuse("empty token");
      const expiry = expiries.get(token);
      if (expiry === undefined) return refuse("Unable to parse JWT");
      return clock.now().getTime() < expiry ? undefined : refuse("Expired JWT");
    },
  };
}

function refuse(reason: string): Replacement {
  return {
    status: 401,
    headers: { "X-Goog-IAP-Generated-Response": "true", "Content-Type": "text/html; charset=UTF-8" },
    body: `Invalid IAP credentials: ${reason}`,
  };
}
