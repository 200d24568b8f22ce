import { z } from "zod";
import type { JenkinsClient } from "./client/jenkinsClient.ts";
import type { ListedToken } from "./listedToken.ts";
import { toUsableName } from "./names.ts";
import { runScript } from "./scriptConsole.ts";
import { isUuid } from "./uuid.ts";

const listedSchema = z.object({
  tokenUuid: z.string().refine(isUuid),
  tokenName: z.string(),
  creationDate: z.number().nullish(),
  useCounter: z.number().nullish(),
  lastUseDate: z.number().nullish(),
  expirationDate: z.iso.date().nullish(),
  isExpired: z.boolean(),
  neverExpires: z.boolean().nullish(),
  isLegacy: z.boolean(),
});

/** The tokens of a user, as a script lists them that an administrator runs. @throws JenkinsError as `runScript` does */
export async function readTokenListByScript(
  client: JenkinsClient,
  username: string,
): Promise<readonly ListedToken[]> {
  const schema = z.object({ tokens: z.array(listedSchema) });
  return (await runScript(client, "list", { username }, schema)).tokens.map(toListedToken);
}

/** A user whom the controller has met. */
export interface UserTokens {
  readonly username: string;
  /** Undefined for a user with more tokens than a script lists; the user's own list has them. */
  readonly tokens: readonly ListedToken[] | undefined;
}

const pageSchema = z.object({
  isLast: z.boolean(),
  users: z.array(z.object({ username: z.string(), tokens: z.array(listedSchema).nullable() })),
});

/** How much one script lists at most: a response stays far below the size that is read at most. */
const pageLimits = { limit: 100, mostTokens: 1500 };

/**
 * The tokens of all users, page by page, by scripts that an administrator runs: users in the order of their IDs. A page is
 * requested when the one before it has been taken.
 *
 * @throws JenkinsError as `runScript` does
 */
export async function* readAllTokenLists(
  client: JenkinsClient,
  limits: Partial<typeof pageLimits> = {},
): AsyncGenerator<readonly UserTokens[]> {
  let after: string | null = null;
  for (;;) {
    const given: Readonly<Record<string, unknown>> = { after, ...pageLimits, ...limits };
    const { users, isLast } = await runScript(client, "listAll", given, pageSchema);
    yield users.map(({ username, tokens }) => ({ username, tokens: tokens?.map(toListedToken) }));
    after = users.at(-1)?.username ?? null;
    if (isLast || after === null) return;
  }
}

function toListedToken(token: z.infer<typeof listedSchema>): ListedToken {
  const { tokenUuid, isExpired, isLegacy } = token;
  const useCount = token.useCounter ?? undefined;
  return {
    tokenUuid,
    tokenName: toUsableName(token.tokenName),
    createdAt: token.creationDate ?? undefined,
    isUsed: useCount === undefined ? undefined : useCount > 0,
    useCount,
    lastUsedAt: token.lastUseDate ?? undefined,
    expiresOn: token.expirationDate ?? undefined,
    isExpired,
    neverExpires: token.neverExpires ?? undefined,
    isLegacy,
  };
}
