import { JenkinsError } from "../../provider/errors/jenkinsError.ts";
import type { JenkinsClient } from "../../provider/jenkins/client/jenkinsClient.ts";
import { listTokensOf } from "../../provider/jenkins/listTokensOf.ts";
import { isSameUserAt } from "../../provider/jenkins/sameUser.ts";
import { readAllTokenLists } from "../../provider/jenkins/tokenListScript.ts";
import type { TokenLists } from "../../provider/jenkins/tokenLists.ts";
import type { OwnedToken } from "./model/ownedToken.ts";
import { type Problem, toTokenProblem } from "./problem.ts";

/** Whose tokens to read. */
export interface OwnerFlags {
  readonly for?: readonly string[];
  /** Those of all users, by the script console. */
  readonly all?: boolean;
}

/** One owner with all tokens. */
export interface Owner {
  readonly owner: string;
  readonly tokens: readonly OwnedToken[];
}

/** Some owners, or why some can't be read. */
export interface OwnersPage {
  readonly owners: readonly Owner[];
  readonly problems: readonly Problem[];
}

/** Where tokens are read. */
export interface TokenSource {
  readonly client: JenkinsClient;
  readonly lists: TokenLists;
}

/**
 * The tokens of the login, of the users given, or of all users, in the order of the owners. One page at a time is held. Where all
 * can't be read because the console is closed, those of the users given are, else those of the login.
 */
export async function* readTokens(source: TokenSource, flags: OwnerFlags): AsyncGenerator<OwnersPage> {
  if (flags.all) {
    const isRead = yield* readAll(source);
    if (isRead) return;
  }
  const pages: OwnersPage[] = [];
  for (const username of await usersOf(source, flags)) pages.push(await readOwner(source, username));
  yield {
    owners: pages.flatMap(({ owners }) => owners),
    problems: pages.flatMap(({ problems }) => problems),
  };
}

/** The users given, each once; without any, the login. */
async function usersOf(
  { client }: TokenSource,
  { for: given = [client.login] }: OwnerFlags,
): Promise<readonly string[]> {
  const users: string[] = [];
  for (const username of given) {
    const others = await Promise.all(users.map((other) => isSameUserAt(client, username, other)));
    if (!others.includes(true)) users.push(username);
  }
  return users.sort();
}

/** False where the console can't be used at all. What can't be read after the first page is a problem alone. */
async function* readAll(source: TokenSource): AsyncGenerator<OwnersPage, boolean> {
  let last: string | undefined;
  try {
    for await (const page of readAllTokenLists(source.client)) {
      const owners: Owner[] = [];
      const problems: Problem[] = [];
      for (const { username, tokens } of page) {
        if (tokens) {
          owners.push(toOwner(username, tokens));
          continue;
        }
        const own = await readOwner(source, username);
        owners.push(...own.owners);
        problems.push(...own.problems);
      }
      last = page.at(-1)?.username;
      yield { owners, problems };
    }
    return true;
  } catch (error) {
    const problem = toTokenProblem(null, error);
    const reason =
      last === undefined ? problem.reason : `The users after '${last}' can't be read: ${problem.reason}`;
    yield { owners: [], problems: [{ ...problem, reason }] };
    const isConsoleClosed = problem.code === "scriptConsoleForbidden" || problem.code === "scriptFailed";
    return last !== undefined || !isConsoleClosed;
  }
}

async function readOwner({ client, lists }: TokenSource, username: string): Promise<OwnersPage> {
  try {
    const tokens = await listTokensOf(lists, client, username);
    return { owners: [toOwner(username, tokens)], problems: [] };
  } catch (error) {
    if (error instanceof JenkinsError && error.code === "notPermitted")
      return { owners: [], problems: [toForbidden(client, username)] };
    return { owners: [], problems: [toTokenProblem(username, error)] };
  }
}

function toForbidden({ login }: JenkinsClient, username: string): Problem {
  return {
    subject: username,
    reason: `Jenkins does not show the tokens of '${username}' to '${login}' (403).`,
    hint: `Log in as an administrator, or as '${username}'.`,
    code: "notPermitted",
  };
}

function toOwner(owner: string, tokens: Parameters<typeof toOwned>[1]): Owner {
  return { owner, tokens: toOwned(owner, tokens) };
}

function toOwned(owner: string, tokens: readonly Omit<OwnedToken, "owner">[]): OwnedToken[] {
  return tokens.map((token) => ({ ...token, owner }));
}
