import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { listTokensAsOwner } from "../../jenkins/tokenListPage.ts";
import { checkToken } from "../../jenkins/tokenValidity.ts";
import { isLegacyUuid } from "../../methods/legacy.ts";
import type { RevocableToken } from "./revokeAndVerify.ts";

/**
 * Whether a controller under another address is the one that has a token. A chosen value may work on several, so where the
 * token may see its owner's page, its UUID must be there too.
 *
 * @throws JenkinsError when it can't be told because of the network or the controller
 */
export async function knowsToken(client: JenkinsClient, token: RevocableToken): Promise<boolean> {
  const { username, tokenUuid, tokenValue } = token;
  if ((await checkToken(client, username, tokenValue)).kind !== "valid") return false;
  if (isLegacyUuid(tokenUuid)) return true;
  const tokens = await listTokensAsOwner(client, { username, apiToken: tokenValue });
  return tokens?.some((listed) => listed.tokenUuid === tokenUuid) ?? true;
}
