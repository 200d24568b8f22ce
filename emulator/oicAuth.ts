import type { Exchange } from "./exchange.ts";
import { sendJettyError, sendRedirect } from "./responses.ts";

/**
 * Refuses a user whose login by OpenID Connect can't be refreshed, API tokens included, as the plugin oic-auth does
 * unless its switch for tokens without a session is on. True when the request was refused.
 */
export function refuseWithoutOicSession(exchange: Exchange): boolean {
  const { controller, identity, pathInContext } = exchange;
  const session = identity.user?.oicSession ?? "open";
  if (session === "open" || pathInContext === "/logout") return false;
  if (controller.allowTokenAccessWithoutOicSession && identity.signedInBy === "apiToken") return false;
  if (session === "over") sendRedirect(exchange, `${controller.contextPath}/securityRealm/commenceLogin`);
  else sendJettyError(exchange, 401, "Unable to refresh access token");
  return true;
}
