import type { Exchange } from "../exchange.ts";
import { languageOf, toMediumTime } from "../languages.ts";
import type { StoredToken } from "../model/tokenStore.ts";
import type { User } from "../model/users.ts";
import { escapeHtml } from "./html.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** The list of a user's tokens before there were cards: a row of inputs for each, and a template row without a uuid. */
export function* tokenRows(exchange: Exchange, { id, tokens }: User): Generator<string> {
  const { contextPath } = exchange.controller;
  const actions = `${contextPath}/user/${encodeURIComponent(id)}/descriptorByName/jenkins.security.ApiTokenProperty`;
  const language = languageOf(exchange.header("Accept-Language"));
  const list = tokens?.list() ?? [];
  yield '<div class="setting-main"><div class="token-list ignore-dirty-panel">' +
    `<div class="token-list-item token-list-empty-item ${list.length > 0 ? "hidden-message" : ""}">` +
    '<div class="list-empty-message">There are no registered tokens for this user.</div></div>' +
    '<div class="repeated-container"><div name="tokenStore" class="repeated-chunk to-be-removed">' +
    `<div class="token-list-item token-list-new-item"><input name="tokenUuid" type="hidden" class="token-uuid-input">${gap}` +
    '<input name="tokenName" placeholder="Default name" type="text" class="jenkins-input   token-name" value=""></div></div>';
  for (const token of list) yield row(exchange, actions, token, language);
  yield "</div></div></div>";
}

const gap = "\n   \n\n  \n  ";
const icon = '<img src="warning.svg" style="width: 16px; height: 16px; " class="icon-warning icon-sm">';

function row(exchange: Exchange, actions: string, token: StoredToken, language: string): string {
  const legacy = token.legacy ? "legacy-token" : "";
  return (
    '<div name="tokenStore" class="repeated-chunk">' +
    `<div class="token-list-item token-list-existing-item force-dirty-panel ${legacy}">` +
    `<input name="tokenUuid" type="hidden" class="token-uuid-input" value="${token.uuid}">${gap}` +
    '<input name="tokenName" placeholder="" type="text" class="jenkins-input   token-name" ' +
    `value="${escapeHtml(token.name)}">${token.legacy ? icon : ""}` +
    `<span title="${toMediumTime(token.creationDate, language, false)}" class="token-creation age-ok">` +
    `Created ${daysSince(exchange, token.creationDate)} day(s) ago</span>` +
    `<span class="to-right">${lastUse(exchange, token, language)}<a data-target-url="${actions}/revoke" ` +
    'onclick="return revokeToken(this)" data-confirm="Are you sure you want to revoke this token? Applications that are ' +
    'using it will be not able to connect anymore." href="#" data-message-if-legacy-revoked="The legacy token has been ' +
    'revoked" class="token-revoke"><svg></svg></a></span></div></div>'
  );
}

function lastUse(exchange: Exchange, { useCounter, lastUseDate }: StoredToken, language: string): string {
  if (!exchange.controller.usageStatistics)
    return '<span class="no-statistics">No statistics available</span>';
  if (!lastUseDate) {
    const advice = "We strongly recommend that you revoke tokens which you do not plan to use";
    const indent = `\n${" ".repeat(52)}`;
    return `<span class="token-use-counter"><strong title="${advice}">${icon}${indent}    Never used${indent}</strong></span>`;
  }
  return (
    `<span title="${toMediumTime(lastUseDate, language, false)}" class="token-use-counter">` +
    `Used <b>${useCounter}</b> time(s), last time was <b>${daysSince(exchange, lastUseDate)}</b> day(s) ago</span>`
  );
}

function daysSince({ controller }: Exchange, moment: Date): number {
  return Math.floor((controller.clock.now().getTime() - moment.getTime()) / dayMs);
}
