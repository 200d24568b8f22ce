import type { Exchange } from "../exchange.ts";
import type { User } from "../model/users.ts";
import { escapeHtml } from "../pages/html.ts";
import { tokenCards } from "../pages/tokenCards.ts";
import { tokenRows } from "../pages/tokenRows.ts";
import { sendLongPage, sendNotFound, sendRedirect } from "../responses.ts";
import { mayGenerate } from "./apiTokenProperty/generate.ts";
import { ownerOrAdministrator, type Router, type UserHandler } from "./router.ts";

/** The page that lists a user's tokens, for the user and administrators: its address depends on the version. */
export function addSecurityPage(router: Router): void {
  router.ofUser("/security", inVersions(true, ownerOrAdministrator(sendSecurityPage)));
  router.ofUser("/configure", inVersions(false, ownerOrAdministrator(sendConfigurePage)));
}

function sendSecurityPage(exchange: Exchange, owner: User): void {
  if (exchange.path.endsWith("/")) sendTokens(exchange, owner, "Security");
  else sendRedirect(exchange, `${exchange.path}/`);
}

function sendConfigurePage(exchange: Exchange, owner: User): void {
  if (exchange.path.endsWith("/")) sendNotFound(exchange);
  else sendTokens(exchange, owner, `User ‘${escapeHtml(owner.id)}’ Configuration`);
}

function sendTokens(exchange: Exchange, owner: User, title: string): void {
  const { features } = exchange.controller;
  const list = () =>
    features.tokenCards
      ? tokenCards(exchange, owner, mayGenerate(exchange, owner))
      : tokenRows(exchange, owner);
  const heading = `<h1>\n${escapeHtml(owner.id)}\n</h1>`;
  sendLongPage(exchange, title, heading, features.manyTokens ? list() : []);
}

function inVersions(withSecurityPage: boolean, handler: UserHandler): UserHandler {
  return (exchange, owner) =>
    exchange.controller.features.securityPage === withSecurityPage
      ? handler(exchange, owner)
      : sendNotFound(exchange);
}
