import { toDay } from "../clock.ts";
import type { Exchange } from "../exchange.ts";
import { isAboutToExpire, toShortDate } from "../expiry.ts";
import { isExpired, type StoredToken } from "../model/tokenStore.ts";
import type { User } from "../model/users.ts";
import { escapeHtml, toMediumDate } from "./html.ts";

/** The list of a user's tokens, a card for each, after a template card without an id. */
export function tokenCards(exchange: Exchange, { id, tokens }: User): string {
  const { contextPath } = exchange.controller;
  const actions = `${contextPath}/user/${encodeURIComponent(id)}/descriptorByName/jenkins.security.ApiTokenProperty`;
  const list = tokens?.list() ?? [];
  const cards = list.map((token) =>
    card(actions, token, creation(exchange, token) + lastUse(exchange, token)),
  );
  return (
    `<div class="jenkins-hidden" id="api-token-row-template">${card(actions, undefined, "")}</div>` +
    '<div class="setting-main"><div class="token-list ignore-dirty-panel">' +
    `<div class="token-list-empty-item${list.length > 0 ? " jenkins-hidden" : ""} jenkins-!-margin-bottom-2">` +
    '<div class="jenkins-notice"><div>No API tokens configured</div><div class="jenkins-notice__description">' +
    `<button data-target-url="${actions}/generateNewToken" type="button" ` +
    'class="api-token-property-add jenkins-button jenkins-button--secondary">Add new token</button></div></div></div>' +
    `<div id="api-tokens" class=""><div id="api-token-list">${cards.join("")}</div></div></div></div>`
  );
}

function card(actions: string, token: StoredToken | undefined, stats: string): string {
  const legacy = token?.legacy ? "legacy-token" : "";
  return (
    `<div ${token ? `id="${token.uuid}" ` : ""}class="token-card ${legacy}"><div class="token-card-inner">` +
    `<div tooltip="" class="token-card__title ${legacy}">${token?.legacy ? "<svg></svg>" : ""}` +
    `<span class="token-name">${token ? escapeName(token.name) : ""}</span></div>` +
    `<div class="token-stats">${stats}</div></div><div class="token-controls">` +
    `<button data-target-url="${actions}/rename" data-button-text="Rename" type="button" ` +
    'class="jenkins-button jenkins-button--tertiary api-token-property-token-rename"></button>' +
    `<button data-target-url="${actions}/revoke" data-button-text="Revoke" type="button" ` +
    'class="jenkins-button jenkins-button--tertiary jenkins-!-destructive-color api-token-property-token-revoke"' +
    `${token ? ` data-token-uuid="${token.uuid}"` : ""}></button></div></div>`
  );
}

function creation(exchange: Exchange, token: StoredToken): string {
  const { clock, features } = exchange.controller;
  const created = toMediumDate(token.creationDate);
  if (!features.expiry) {
    const days = escapeHtml(created);
    return `<span tooltip="${days}" class="token-creation jenkins-!-text-color-secondary">Created ${when(exchange, token.creationDate)}</span>`;
  }
  const tag = (kind: string, text: string) =>
    `<span tooltip="Created on ${escapeHtml(created)}" class="${kind} token-creation">${text}</span>`;
  if (isExpired(token, clock)) return tag("error", "This token has expired");
  if (token.expirationDate === null) return tag("warning", "This token does not expire");
  const date = toShortDate(token.expirationDate, exchange.header("Accept-Language"));
  return tag(isAboutToExpire(token.expirationDate, clock) ? "warning" : "", `Expires on ${date}`);
}

function lastUse(exchange: Exchange, { useCounter, lastUseDate }: StoredToken): string {
  if (!exchange.controller.usageStatistics) {
    return '<span class="token-last-used"><span class="no-statistics">No statistics available</span></span>';
  }
  if (!lastUseDate) {
    return (
      '<span class="token-last-used"><div tooltip="" class="token-never-used jenkins-!-text-color-secondary">\n' +
      "Never used\n</div></span>"
    );
  }
  return (
    `<span class="token-last-used"><span tooltip="${toMediumDate(lastUseDate)}" ` +
    `class="jenkins-!-text-color-secondary">Last used ${when(exchange, lastUseDate)}</span>` +
    `<span class="token-use-counter">${useCounter}</span></span>`
  );
}

function when({ controller }: Exchange, moment: Date): string {
  const days =
    (Date.parse(toDay(controller.clock.now())) - Date.parse(toDay(moment))) / (24 * 60 * 60 * 1000);
  if (days === 0) return "today";
  return days === 1 ? "yesterday" : `${days} days ago`;
}

/** As Jelly escapes text: quotes and `>` stay. */
function escapeName(name: string): string {
  return name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
