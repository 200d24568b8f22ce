import { logInWithPassword } from "../authentication.ts";
import { forgetTokensAtLogout } from "../cloudBees.ts";
import { hasCrumbIfNeeded, issueCrumb } from "../crumbs.ts";
import type { Exchange } from "../exchange.ts";
import { loginPage } from "../pages/loginPage.ts";
import { sendHtml, sendRedirect } from "../responses.ts";
import type { Router } from "./router.ts";

/** Where the login form is sent to. Its crumb is checked here, since a wrong one leads back to the form. */
export const loginAction = "/j_spring_security_check";

/** The login form, what it is sent to, and the logout. */
export function addLogin(router: Router): void {
  router.open("/login", (exchange) => sendLoginPage(exchange, 200));
  router.open("/loginError", (exchange) => {
    if (exchange.identity.user) sendRedirect(exchange, `${exchange.controller.contextPath}/`);
    else sendLoginPage(exchange, 401);
  });
  router.open(loginAction, logIn);
  router.open("/logout", logOut);
}

function sendLoginPage(exchange: Exchange, status: number): void {
  const { crumbIssuer, features } = exchange.controller;
  const crumb = crumbIssuer && features.loginFormNeedsCrumb ? issueCrumb(exchange) : undefined;
  const form = { crumb, from: exchange.parameter("from") ?? "", failed: status !== 200 };
  sendHtml(exchange, status, loginPage(exchange.controller, form));
}

function logIn(exchange: Exchange): void {
  const { controller, session } = exchange;
  const name = exchange.parameter("j_username") ?? "";
  const hasCrumb = !controller.features.loginFormNeedsCrumb || hasCrumbIfNeeded(exchange);
  const identity = hasCrumb
    ? logInWithPassword(exchange, name, exchange.parameter("j_password") ?? "")
    : undefined;
  if (!identity) {
    exchange.deleteCookie("remember-me");
    exchange.ensureSession();
    sendRedirect(exchange, `${controller.contextPath}/loginError`);
    return;
  }
  // Who comes without a session gets none: the login is then good for this one request.
  if (session) {
    controller.run.sessions.signIn(session, { ...identity, signedInBy: "formSession" });
    exchange.sendSessionCookie(session);
  }
  const from = exchange.parameter("from");
  sendRedirect(exchange, from?.startsWith("/") ? from : `${controller.contextPath}/`);
}

function logOut(exchange: Exchange): void {
  const { controller, session } = exchange;
  exchange.deleteCookie("remember-me", { httpOnly: true });
  if (exchange.cookie(controller.run.cookieName))
    exchange.deleteCookie(controller.run.cookieName, { path: false });
  if (session) controller.run.sessions.drop(session);
  if (exchange.identity.user) forgetTokensAtLogout(exchange.identity.user, controller.securityRealm);
  sendRedirect(exchange, `${controller.contextPath}/`);
}
