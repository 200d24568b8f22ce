import { type HTMLElement, parse } from "node-html-parser";
import { JenkinsError } from "../errors/catalogue.ts";
import type { HttpResponse } from "../http/httpClient.ts";
import { userPath } from "./apiTokenProperty.ts";
import type { Credentials } from "./client/credentials.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { supports } from "./features.ts";
import type { ListedToken } from "./listedToken.ts";

/** The tokens on a user's page, or why they can't be seen there. */
export type TokenListPage = { readonly tokens: readonly ListedToken[] } | UnseenPage;

/** A page that shows no tokens. */
export interface UnseenPage {
  readonly why: /** Another user's page, and the login isn't an administrator's. */
    | "forbidden"
    /** The login is refused (401), or not taken for a login at all. */
    | "refused"
    /** No user of that ID, or no page of that path. */
    | "missing"
    /** No response, or one of a controller that is starting, overloaded or failing. */
    | "unavailable"
    /** Something else than a whole page of tokens, such as a login page. */
    | "unreadable";
  /** In whole sentences. */
  readonly reason: string;
  readonly cause?: JenkinsError | undefined;
}

/**
 * Reads the tokens on the user's own page, as the client or with other credentials: there is no REST list. Jenkins shows
 * the page to the user and to administrators.
 */
export async function readTokenListPage(
  client: JenkinsClient,
  username: string,
  as?: Credentials,
): Promise<TokenListPage> {
  try {
    for (const page of await pagesOf(client)) {
      const path = userPath(username) + page;
      const response = await (as ? client.getAs(as, path, inIsoDates) : client.get(path, inIsoDates));
      if (response.status === 404) continue;
      const tokens = response.status === 200 ? toTokens(response.body) : undefined;
      return tokens ? { tokens } : toUnseen(client.unexpected("GET", path, response, as), response);
    }
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    return { why: "unavailable", reason: error.summary, cause: error };
  }
  return {
    why: "missing",
    reason: `Jenkins at ${client.url} shows no page for the user '${username}' (404).`,
  };
}

/** Jenkins writes dates in the reader's language: the short date of English as in Canada is 2026-12-22. */
const inIsoDates = { language: "en-CA" };

async function pagesOf(client: JenkinsClient): Promise<readonly string[]> {
  const pages = ["/security/", "/configure"];
  return (await supports(client, "securityPage")) === false ? pages.toReversed() : pages;
}

function toUnseen(cause: JenkinsError, { status }: HttpResponse): UnseenPage {
  if (cause.code === "notPermitted") return { why: "forbidden", reason: cause.summary, cause };
  if (status === 401 || cause.code === "loginLost") return { why: "refused", reason: cause.summary, cause };
  if (status === 200 && cause.code === "unexpectedAnswer") {
    const reason =
      "The user's page holds no list of tokens that is known: it was cut off, or its mark-up is new.";
    return { why: "unreadable", reason, cause };
  }
  return { why: "unreadable", reason: cause.summary, cause };
}

function toTokens(body: string): ListedToken[] | undefined {
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
    expiresOn: /\d{4}-\d\d-\d\d/.exec(creation?.text ?? "")?.[0],
    isExpired: creation?.classList.contains("error") ?? false,
    isLegacy: card.classList.contains("legacy-token"),
  };
}

/** Mark-up before 2.505. */
function toTokenOfRow(row: HTMLElement): ListedToken {
  return {
    tokenUuid: row.querySelector(".token-uuid-input")?.getAttribute("value") ?? "",
    tokenName: row.querySelector("input[name=tokenName]")?.getAttribute("value") ?? "",
    createdAt: toTime(row.querySelector(".token-creation")?.getAttribute("title")),
    isUsed: toIsUsed(row, ".token-use-counter b", ".token-use-counter"),
    isExpired: false,
    isLegacy: false,
  };
}

/** By what is there for a used token, and else for one that never was; not by words, which may be of another language. */
function toIsUsed(token: HTMLElement, used: string, neverUsed: string): boolean | undefined {
  if (token.querySelector(used)) return true;
  return token.querySelector(neverUsed) ? false : undefined;
}

/** `Created on Nov 22, 2026, 10:31:56 a.m.`; newer Java puts a narrow space before it. */
function toTime(text: string | undefined): number | undefined {
  const plain = (text ?? "").replace(/\s+/g, " ").replace("Created on ", "").replaceAll(".", "");
  const time = Date.parse(`${plain} UTC`);
  return Number.isNaN(time) ? undefined : time;
}

/** @deprecated The tokens on the page, without saying why there are none; to be replaced by {@link TokenListPage}. */
export async function listTokens(
  get: (path: string) => Promise<HttpResponse>,
  username: string,
): Promise<readonly ListedToken[] | undefined> {
  for (const page of ["/security/", "/configure"]) {
    const response = await get(userPath(username) + page);
    if (response.status !== 404) return response.status === 200 ? toTokens(response.body) : undefined;
  }
  return undefined;
}

/** @deprecated */
export function listTokensAsOwner(
  client: JenkinsClient,
  owner: Credentials,
): Promise<readonly ListedToken[] | undefined> {
  return listTokens((path) => client.getAs(owner, path), owner.username);
}
