import { message, own } from "../../errors/message.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import type { ListedToken } from "../../jenkins/listedToken.ts";
import type { TokenList } from "../../jenkins/tokenLists.ts";
import type { Context } from "../context.ts";
import { expiresSoon } from "../model/expiry.ts";

/** Logins that this process has looked after: once is enough for all their tokens. */
const watched = new WeakSet<JenkinsClient>();

/** Warns when the API token that the provider logs in with expires soon. One list per process, and mostly one that is there already. */
export async function watchLogin({ lists, now, warn }: Context, client: JenkinsClient): Promise<void> {
  if (!client.usesApiToken || client.usesLegacyToken || watched.has(client)) return;
  watched.add(client);
  const owner = { username: client.login };
  const list = await lists.tokensOf(client, owner);
  const candidates = tokensIn(list).filter(
    (token) => token.isUsed !== false && expiresSoon(token, now()) !== undefined,
  );
  if (candidates.length === 0) return;
  // Each request counts as a use of the token that logs in.
  const later = tokensIn(await lists.tokensAfter(lists.now(), client, owner));
  const token = candidates.find((candidate) => isInUse(candidate, later));
  if (token)
    warn(
      message`The API token '${token.tokenName}', with which the provider logs in as '${client.login}', ${own(
        `expires on ${token.expiresOn} (${expiresSoon(token, now())}). Create another one in the web UI and put it into the ` +
          "configuration before that day.",
      )}`,
    );
}

function tokensIn(list: TokenList): readonly ListedToken[] {
  return list.seen ? list.tokens : [];
}

/** Whether a token was used since. Where Jenkins counts no uses, the only token of the user is the one. */
function isInUse({ tokenUuid, useCount }: ListedToken, later: readonly ListedToken[]): boolean {
  const after = later.find((token) => token.tokenUuid === tokenUuid)?.useCount;
  if (after === undefined || useCount === undefined) return later.length === 1;
  return after > useCount;
}
