import { JenkinsError } from "../errors/jenkinsError.ts";
import { userPath } from "../jenkins/apiTokenProperty.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { ListedToken } from "../jenkins/listedToken.ts";
import type { Context } from "./context.ts";
import type { Inputs } from "./model/inputs.ts";

/** Whose tokens to list, and over which connection. Default of `username`: the user that logs in. */
export type ListQuery = Pick<Inputs, "username" | "controller" | "connection">;

/** The tokens of one user, without their values. */
export interface Listing {
  readonly username: string;
  readonly url: string;
  readonly tokens: readonly ListedToken[];
}

/** Lists the tokens of a user. @throws JenkinsError where the login may not see them, or the user is unknown */
export async function list(context: Context, query: ListQuery): Promise<Listing> {
  const client = await context.connect(query);
  const { username = client.login } = query;
  const list = await context.lists.tokensOf(client, { username });
  if (!list.seen && list.cause) throw list.cause;
  if (!list.seen || (list.tokens.length === 0 && !(await isKnownUser(client, username))))
    throw new JenkinsError("unknownUser", { username, url: client.url });
  return { username, url: client.url, tokens: list.tokens };
}

/** The script console lists no tokens of a user whom Jenkins does not know. */
async function isKnownUser(client: JenkinsClient, username: string): Promise<boolean> {
  return (await client.get(`${userPath(username)}/api/json`)).status !== 404;
}
