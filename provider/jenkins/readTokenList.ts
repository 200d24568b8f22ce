import { JenkinsError } from "../errors/jenkinsError.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import { isSameUserAt } from "./sameUser.ts";
import { readTokenListPage, type TokenListPage } from "./tokenListPage.ts";
import { readTokenListByScript } from "./tokenListScript.ts";
import type { ListOwner, ReadTokenList } from "./tokenLists.ts";
import type { TokenLogins } from "./tokenLogins.ts";

/**
 * Reads an owner's token list wherever the client's login may see it: on the owner's page, in the script console where the
 * page can't be read, and on the page with a token of the owner as the login.
 */
export function createTokenListReader(logins: TokenLogins): ReadTokenList {
  return async (client, owner) => {
    const page = await readTokenListPage(client, owner.username);
    if ("tokens" in page || page.why === "refused" || page.why === "unavailable") return page;
    const byScript = page.why === "forbidden" ? undefined : await readByScript(client, owner.username);
    if (byScript) return byScript;
    return (await readAsOwner(client, owner, logins)) ?? page;
  };
}

/** Undefined where the login may run no scripts, or the console doesn't do its work. */
async function readByScript(client: JenkinsClient, username: string) {
  try {
    return { tokens: await readTokenListByScript(client, username) };
  } catch (error) {
    if (!(error instanceof JenkinsError)) throw error;
    // A script sees the users themselves: there is no such user, or one without tokens.
    return error.code === "unknownUser" || error.code === "noApiTokenProperty" ? { tokens: [] } : undefined;
  }
}

/** Undefined where no token of the owner is left that may be used. */
async function readAsOwner(
  client: JenkinsClient,
  { username, tokens = [] }: ListOwner,
  logins: TokenLogins,
): Promise<TokenListPage | undefined> {
  // What the owner's page doesn't show to the owner by one login, it doesn't show by another.
  if (await isSameUserAt(client, client.login, username)) return undefined;
  const at = { url: client.url, username };
  const apiToken = logins.pick(
    at,
    tokens.map(({ tokenValue }) => tokenValue),
  );
  if (apiToken === undefined) return undefined;
  const page = await readTokenListPage(client, username, { username, apiToken });
  if ("tokens" in page) logins.noteAccepted(at, apiToken);
  else if (page.why === "refused") logins.noteRefused(at, apiToken);
  return page;
}
