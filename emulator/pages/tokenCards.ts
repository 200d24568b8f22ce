import { toDay } from "../clock.ts";
import type { Exchange } from "../exchange.ts";
import { isAboutToExpire } from "../expiry.ts";
import { languageOf, toMediumTime, toShortDate } from "../languages.ts";
import { isExpired, type StoredToken } from "../model/tokenStore.ts";
import type { User } from "../model/users.ts";

/**
 * The list of a user's tokens, a card for each, after a template card without an id; in parts, since it can be long.
 * Icons are left empty.
 */
export function* tokenCards(exchange: Exchange, owner: User, mayAdd: boolean): Generator<string> {
  const actions = `${exchange.controller.contextPath}/user/${encodeURIComponent(owner.id)}/descriptorByName/jenkins.security.ApiTokenProperty`;
  const language = languageOf(exchange.header("Accept-Language"));
  const tokens = owner.tokens?.list() ?? [];
  yield `<div class="jenkins-hidden" id="api-token-row-template">${card(actions, undefined, "")}</div>` +
    '<div class="setting-main"><div class="token-list ignore-dirty-panel">' +
    `<div class="token-list-empty-item${tokens.length > 0 ? " jenkins-hidden" : ""} jenkins-!-margin-bottom-2">` +
    `<div class="jenkins-notice">${icon}<div>No API tokens configured</div><div class="jenkins-notice__description">` +
    `${mayAdd ? addButton(exchange, actions) : ""}</div></div></div>` +
    '<div id="api-tokens" class=""><div id="api-token-list">';
  for (const token of tokens) {
    yield card(actions, token, creation(exchange, token, language) + lastUse(exchange, token, language));
  }
  yield "</div></div></div></div>";
}

const icon = "<svg></svg>";

function addButton({ controller: { features } }: Exchange, actions: string): string {
  return (
    `<button data-target-url="${actions}/generateNewToken" data-message-name="Name"` +
    `${features.expiry ? ' data-not-added="Token could not be added"' : ""} data-generate="Generate" type="button"` +
    `${features.expiry ? "" : ' data-success-title="successfully created"'} data-button-done="Done" ` +
    'class="api-token-property-add jenkins-button jenkins-button--secondary" data-cancel="Cancel" ' +
    'data-prompt-message="Create new API token">Add new token</button>'
  );
}

function card(actions: string, token: StoredToken | undefined, stats: string): string {
  const legacy = token?.legacy ? "legacy-token" : "";
  return (
    `<div ${token ? `id="${token.uuid}" ` : ""}class="token-card ${legacy}"><div class="token-card-inner">` +
    `<div tooltip="" class="token-card__title ${legacy}">${token?.legacy ? icon : ""}` +
    `<span class="token-name">${token ? escapeName(token.name) : ""}</span></div>` +
    `<div class="token-stats">${stats}</div></div><div class="token-controls">` +
    `<button data-rename-message="New name" data-target-url="${actions}/rename" data-rename-title="Rename token" ` +
    'data-button-text="Rename" tooltip="Rename" type="button" ' +
    `class="jenkins-button jenkins-button--tertiary api-token-property-token-rename">${icon}</button>` +
    `<button data-confirm-title="Revoke token" data-target-url="${actions}/revoke" data-button-text="Revoke" ` +
    'tooltip="Revoke" data-confirm="Are you sure you want to revoke this token? Applications that are using it will be ' +
    'not able to connect anymore." data-message-if-legacy-revoked="The legacy token has been revoked" type="button" ' +
    'class="jenkins-button jenkins-button--tertiary jenkins-!-destructive-color api-token-property-token-revoke"' +
    `${token ? ` data-token-uuid="${token.uuid}"` : ""}>${icon}</button></div></div>`
  );
}

function creation(
  { controller: { clock, features } }: Exchange,
  token: StoredToken,
  language: string,
): string {
  const created = toMediumTime(token.creationDate, language, features.narrowSpaces);
  if (!features.expiry) {
    return `<span tooltip="${created}" class="token-creation jenkins-!-text-color-secondary">Created ${when(clock.now(), token.creationDate)}</span>`;
  }
  const span = (kind: string, text: string) =>
    `<span tooltip="Created on ${created}" class="${kind} token-creation">${text}</span>`;
  if (isExpired(token, clock)) return span("error", "This token has expired");
  if (token.expirationDate === null) return span("warning", "This token does not expire");
  const kind = isAboutToExpire(token.expirationDate, clock) ? "warning" : "";
  return span(kind, `Expires on ${toShortDate(token.expirationDate, language)}`);
}

/** The translations of "Never used" that were recorded. The other texts are English in each of these languages. */
const neverUsed: Readonly<Record<string, string>> = { fr: "Jamais utilisé", ja: "使用されていません" };
const indent = (columns: number) => `\n${" ".repeat(columns)}`;

function lastUse(
  { controller }: Exchange,
  { useCounter, lastUseDate }: StoredToken,
  language: string,
): string {
  if (!controller.usageStatistics) {
    return '<span class="token-last-used"><span class="no-statistics">No statistics available</span></span>';
  }
  if (!lastUseDate) {
    const text = neverUsed[language.slice(0, 2)] ?? "Never used";
    return `<span class="token-last-used"><div tooltip="" class="token-never-used jenkins-!-text-color-secondary">${indent(60)}${text}${indent(56)}</div></span>`;
  }
  return (
    `<span class="token-last-used"><span tooltip="${toMediumTime(lastUseDate, language, controller.features.narrowSpaces)}" ` +
    `class="jenkins-!-text-color-secondary">Last used ${when(controller.clock.now(), lastUseDate)}</span>` +
    `<span class="token-use-counter">${useCounter}</span></span>`
  );
}

function when(now: Date, moment: Date): string {
  const days = (Date.parse(toDay(now)) - Date.parse(toDay(moment))) / (24 * 60 * 60 * 1000);
  if (days === 0) return "today";
  return days === 1 ? "yesterday" : `${days} days ago`;
}

/** As Jelly escapes text: quotes and `>` stay. */
function escapeName(name: string): string {
  return name.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
