import { JenkinsError } from "../errors/jenkinsError.ts";
import { userPath } from "./apiTokenProperty.ts";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import type { ListedToken } from "./listedToken.ts";
import type { TokenLists } from "./tokenLists.ts";

/** The tokens of a user. @throws JenkinsError where the login may not see them, or the user is unknown */
export async function listTokensOf(
  lists: TokenLists,
  client: JenkinsClient,
  username: string,
): Promise<readonly ListedToken[]> {
  const list = await lists.tokensOf(client, { username });
  if (!list.seen && list.cause) throw list.cause;
  if (!list.seen || (list.tokens.length === 0 && !(await isKnownUser(client, username))))
    throw new JenkinsError("unknownUser", { username, url: client.url });
  return list.tokens;
}

/** The script console lists no tokens of a user whom Jenkins does not know. */
async function isKnownUser(client: JenkinsClient, username: string): Promise<boolean> {
  return (await client.get(`${userPath(username)}/api/json`)).status !== 404;
}
