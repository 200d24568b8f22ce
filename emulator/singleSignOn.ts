import type { Exchange } from "./exchange.ts";
import { jenkinsPage } from "./pages/jenkinsPage.ts";
import { sendHtml, sendJettyError, sendRedirect } from "./responses.ts";
import type { Router } from "./routes/router.ts";

const loginPath = "/securityRealm/commenceLogin";
const openPaths = new Set([loginPath, "/login", "/loginError", "/logout"]);

/**
 * Sends who isn't signed in to the login page of the company, where the controller has single sign-on. Passwords count as
 * nothing there; an API token that doesn't work is refused as everywhere. False when there was nothing to do.
 */
export function sendToSingleSignOn(exchange: Exchange, secret: string | undefined): boolean {
  const { controller, pathInContext = "" } = exchange;
  const isToken = secret !== undefined && /^(11)?[0-9a-f]{32}$/.test(secret);
  if (!controller.singleSignOn || isToken || openPaths.has(pathInContext)) return false;
  sendRedirect(exchange, `${controller.contextPath}${loginPath}?from=${encodeURIComponent(exchange.path)}`);
  return true;
}

/** The page that such a redirect leads to. */
export function addSingleSignOn(router: Router): void {
  router.open(loginPath, (exchange) => {
    const body = "<h1>Sign in with your company account</h1>";
    sendHtml(exchange, 200, jenkinsPage(exchange.controller, { title: "Single sign-on", body }));
  });
}

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
