import type { Exchange } from "../exchange.ts";
import type { StoredToken } from "../model/tokenStore.ts";
import type { User } from "../model/users.ts";
import { escapeHtml, toMediumDate } from "./html.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** The list of a user's tokens as it was before the cards: a row of inputs for each, and a template row without a uuid. */
export function tokenRows(exchange: Exchange, { id, tokens }: User): string {
  const { contextPath } = exchange.controller;
  const actions = `${contextPath}/user/${encodeURIComponent(id)}/descriptorByName/jenkins.security.ApiTokenProperty`;
  const list = tokens?.list() ?? [];
  return (
    '<div class="token-list ignore-dirty-panel">' +
    `<div class="token-list-item token-list-empty-item ${list.length > 0 ? "hidden-message" : ""}">` +
    '<div class="list-empty-message">There are no registered tokens for this user.</div></div>' +
    '<div class="repeated-container"><div name="tokenStore" class="repeated-chunk to-be-removed">' +
    '<div class="token-list-item token-list-new-item"><input name="tokenUuid" type="hidden" class="token-uuid-input">\n\n\n' +
    '<input name="tokenName" placeholder="Default name" type="text" class="jenkins-input token-name" value=""></div></div>' +
    `${list.map((token) => row(exchange, actions, token)).join("")}</div></div>`
  );
}

function row(exchange: Exchange, actions: string, token: StoredToken): string {
  const legacy = token.legacy ? "legacy-token" : "";
  const age = daysSince(exchange, token.creationDate);
  return (
    '<div name="tokenStore" class="repeated-chunk">' +
    `<div class="token-list-item token-list-existing-item force-dirty-panel ${legacy}">` +
    `<input name="tokenUuid" type="hidden" class="token-uuid-input" value="${token.uuid}">\n\n\n` +
    '<input name="tokenName" placeholder="" type="text" class="jenkins-input   token-name" ' +
    `value="${escapeHtml(token.name)}">${token.legacy ? '<img src="warning.svg">' : ""}` +
    `<span title="${toMediumDate(token.creationDate)}" class="token-creation age-ok">Created ${age} day(s) ago</span>\n` +
    `<span class="to-right">${lastUse(exchange, token)}\n<a data-target-url="${actions}/revoke" ` +
    'onclick="return revokeToken(this)" class="token-revoke"></a></span></div></div>'
  );
}

function lastUse(exchange: Exchange, { useCounter, lastUseDate }: StoredToken): string {
  if (!exchange.controller.usageStatistics)
    return '<span class="no-statistics">No statistics available</span>';
  if (!lastUseDate) {
    const advice = "We strongly recommend that you revoke tokens which you do not plan to use";
    return `<span class="token-use-counter"><strong title="${advice}"> Never used </strong></span>`;
  }
  const days = daysSince(exchange, lastUseDate);
  return (
    `<span title="${toMediumDate(lastUseDate)}" class="token-use-counter">` +
    `Used <b>${useCounter}</b> time(s), last time was <b>${days}</b> day(s) ago</span>`
  );
}

function daysSince({ controller }: Exchange, moment: Date): number {
  return Math.floor((controller.clock.now().getTime() - moment.getTime()) / dayMs);
}
