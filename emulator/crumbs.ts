import { createHash } from "node:crypto";
import type { Exchange } from "./exchange.ts";
import { sendJettyError } from "./responses.ts";

/** The header and form field that carries a crumb. */
export const crumbRequestField = "Jenkins-Crumb";

/** The crumb of this request's session and user; starts a session when there is none. */
export function issueCrumb(exchange: Exchange): string {
  const { controller, identity } = exchange;
  const parts = [controller.run.crumbSalt, identity.name];
  if (controller.features.crumbBoundToSession) parts.push(exchange.ensureSession().id);
  if (controller.features.crumbBoundToAddress) parts.push(clientAddress(exchange));
  return createHash("sha256").update(parts.join(";")).digest("hex");
}

/** Whether a request carries the crumb that it needs. A request with an API token needs none. */
export function hasCrumbIfNeeded(exchange: Exchange): boolean {
  const { controller, identity, request } = exchange;
  if (!controller.crumbIssuer || request.method !== "POST" || identity.signedInBy === "apiToken") return true;
  const crumb = exchange.header(crumbRequestField) ?? exchange.parameter(crumbRequestField);
  return crumb !== undefined && crumb === issueCrumb(exchange);
}

/** The response to a request without the crumb that it needs. */
export function sendNoValidCrumb(exchange: Exchange): void {
  sendJettyError(exchange, 403, "No valid crumb was included in the request");
}

function clientAddress(exchange: Exchange): string {
  return exchange.header("X-Forwarded-For") ?? exchange.request.ip;
}
