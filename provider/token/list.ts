import type { ListedToken } from "../jenkins/listedToken.ts";
import { listTokensOf } from "../jenkins/listTokensOf.ts";
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
  const tokens = await listTokensOf(context.lists, client, username);
  return { username, url: client.url, tokens };
}
