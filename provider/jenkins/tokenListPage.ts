import { type HTMLElement, parse } from "node-html-parser";
import type { HttpResponse } from "../http/httpClient.ts";
import { userPath } from "./apiTokenProperty.ts";
import type { Credentials } from "./client/credentials.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";

/** A token as Jenkins lists it. */
export interface ListedToken {
  readonly tokenUuid: string;
  readonly tokenName: string;
  /** When it was made, to the second, in milliseconds; all tokens of a list by the same clock, which may not be UTC. */
  readonly createdAt: number | undefined;
  /** Undefined where Jenkins doesn't count uses. */
  readonly isUsed: boolean | undefined;
  /** Whether its last day is over: Jenkins goes on to list it. Only the page tells. Default: false. */
  readonly isExpired?: boolean;
}

/**
 * The tokens on the user's own page: there is no REST list. Undefined where the page can't be seen (somebody else's,
 * without administrator rights) or isn't known to us.
 */
export async function listTokens(
  get: JenkinsClient["get"],
  username: string,
): Promise<readonly ListedToken[] | undefined> {
  // Since 2.468 the tokens have a page of their own; before, they are part of the user's configuration.
  for (const page of ["/security/", "/configure"]) {
    const response = await get(userPath(username) + page);
    if (response.status !== 404) return toTokens(response);
  }
  return undefined;
}

/** {@link listTokens}, asked for by the owner, with one of the tokens for a login. */
export function listTokensAsOwner(
  client: JenkinsClient,
  owner: Credentials,
): Promise<readonly ListedToken[] | undefined> {
  return listTokens((path) => client.getAs(owner, path), owner.username);
}

function toTokens({ status, body }: HttpResponse): ListedToken[] | undefined {
  if (status !== 200) return undefined;
  const list = parse(body).querySelector(".token-list");
  if (!list) return undefined;
  const cards = list.querySelectorAll(".token-card").map(toTokenOfCard);
  const rows = list.querySelectorAll(".token-list-existing-item").map(toTokenOfRow);
  // The template of a new token has no uuid.
  return [...cards, ...rows].filter(({ tokenUuid }) => tokenUuid !== "");
}

/** Mark-up since 2.505. */
function toTokenOfCard(card: HTMLElement): ListedToken {
  const creation = card.querySelector(".token-creation");
  return {
    tokenUuid: card.getAttribute("id") ?? "",
    tokenName: card.querySelector(".token-name")?.text ?? "",
    createdAt: toTime(creation?.getAttribute("tooltip")),
    isUsed: toIsUsed(card, ".token-use-counter", ".token-never-used"),
    isExpired: creation?.classList.contains("error") ?? false,
  };
}

/** Mark-up before 2.505. */
function toTokenOfRow(row: HTMLElement): ListedToken {
  return {
    tokenUuid: row.querySelector(".token-uuid-input")?.getAttribute("value") ?? "",
    tokenName: row.querySelector("input[name=tokenName]")?.getAttribute("value") ?? "",
    createdAt: toTime(row.querySelector(".token-creation")?.getAttribute("title")),
    isUsed: toIsUsed(row, ".token-use-counter b", ".token-use-counter"),
  };
}

/** By what is there for a used token, and else for one that never was; not by words, which may be of another language. */
function toIsUsed(token: HTMLElement, used: string, neverUsed: string): boolean | undefined {
  if (token.querySelector(used)) return true;
  return token.querySelector(neverUsed) ? false : undefined;
}

/** `Created on Nov 22, 2026, 10:31:56 AM`; newer Java puts a narrow space before AM. */
function toTime(text: string | undefined): number | undefined {
  const time = Date.parse(`${(text ?? "").replace(/\s+/g, " ").replace("Created on ", "")} UTC`);
  return Number.isNaN(time) ? undefined : time;
}
