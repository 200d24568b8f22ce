import { JenkinsError } from "../errors/jenkinsError.ts";
import type { OpenReader } from "../http/httpClient.ts";
import { withRetries } from "../http/retry.ts";
import { userPath } from "./apiTokenProperty.ts";
import type { Credentials } from "./client/credentials.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { supports } from "./features.ts";
import { loadHtmlReader, NotHtml } from "./html.ts";
import type { ListedToken } from "./listedToken.ts";
import { createTokenListParser, type TokenListParser } from "./tokenListParser.ts";

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
 * the page to the user and to administrators. It is read while it arrives; one that is cut off is requested again.
 */
export async function readTokenListPage(
  client: JenkinsClient,
  username: string,
  as?: Credentials,
): Promise<TokenListPage> {
  try {
    const pages = ["/security/", "/configure"];
    // The version alone isn't worth a request.
    if (client.seenVersion() !== undefined && !(await supports(client, "securityPage"))) pages.reverse();
    for (const page of pages) {
      const path = userPath(username) + page;
      const seen = await withRetries(() => readPage(client, path, as), client.retryPolicy);
      if (seen) return seen;
    }
  } catch (error) {
    if (error instanceof CutOff) return error.page;
    if (error instanceof NotHtml) return { why: "unreadable", reason: unknownForm };
    if (!(error instanceof JenkinsError)) throw error;
    return { why: "unavailable", reason: error.summary, cause: error };
  }
  return { why: "missing", reason: `Jenkins at ${client.url} has no page for the user '${username}' (404).` };
}

/** Undefined where there is no such page. @throws CutOff */
async function readPage(
  client: JenkinsClient,
  path: string,
  as: Credentials | undefined,
): Promise<TokenListPage | undefined> {
  const { openReader, seen } = await createPageReader();
  // Jenkins writes dates in the reader's language: the short date of English as in Canada is 2026-12-22.
  const options = { language: "en-CA", openReader };
  const response = await (as ? client.getAs(as, path, options) : client.get(path, options));
  if (response.status === 404) return undefined;
  const page = seen();
  if (page?.list.hasList && page.list.hasEnd) return { tokens: page.list.tokens };
  const unseen = toUnseen(
    client.unexpected("GET", path, { ...response, body: page?.head ?? response.body }, as),
  );
  if (unseen.reason === unknownForm && page?.list.hasEnd === false) throw new CutOff(unseen);
  return unseen;
}

const unknownForm = "The user's page holds no list of tokens in a form that is known.";

/** As much of a page is kept for errors, in characters. */
const headLength = 64 * 1024;

/** Reads pages while they arrive, and keeps what the last one held. */
async function createPageReader() {
  const createReader = await loadHtmlReader();
  let page: { readonly list: TokenListParser; head: string } | undefined;
  const openReader: OpenReader = () => {
    const opened = { list: createTokenListParser(), head: "" };
    const reader = createReader(opened.list);
    page = opened;
    return (text) => {
      opened.head += text.slice(0, headLength - opened.head.length);
      reader.write(text);
    };
  };
  return { openReader, seen: () => page };
}

/** A page of which the end is missing; requested again, it may be whole. */
class CutOff extends Error {
  readonly isRetryable = true;
  readonly page: UnseenPage;
  constructor({ cause }: UnseenPage) {
    super("cut off");
    this.page = { why: "unreadable", reason: "The user's page was cut off.", cause };
  }
}

function toUnseen(cause: JenkinsError): UnseenPage {
  const { code, summary } = cause;
  if (code === "notPermitted") return { why: "forbidden", reason: summary, cause };
  if (code === "wrongCredentials" || code === "loginLost") return { why: "refused", reason: summary, cause };
  if (code !== "unexpectedResponse") return { why: "unreadable", reason: summary, cause };
  return { why: "unreadable", reason: unknownForm, cause };
}
