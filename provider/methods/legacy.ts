import { JenkinsError } from "../errors/jenkinsError.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { supports } from "../jenkins/features.ts";
import { changeToken } from "../jenkins/legacyToken.ts";
import { isSameUserAt } from "../jenkins/sameUser.ts";
import type { TokenMethod } from "./tokenMethod.ts";

/** The one token that a user has on Jenkins before 2.129, and on newer versions that still allow it. */
export const legacy: TokenMethod = {
  name: "legacy",
  async generate(client, { username }) {
    const tokenUuid = legacyUuid(username);
    await refuseInVain(client, username);
    const tokenValue = await changeToken(client, username);
    if (tokenValue === undefined) throw new JenkinsError("legacyHidden", { login: client.login, username });
    return { tokenUuid, tokenValue };
  },
  /** It has no name in Jenkins; the one in the state is as good as any. */
  rename: () => Promise.resolve(true),
  /** There is always one: it is revoked by changing it to a value that nobody gets to see. */
  async revoke(client, { username }) {
    await changeToken(client, username);
  },
};

/**
 * Changing the token kills the old one, so it must not be changed in vain: where we wouldn't be shown the new one, or would
 * have logged in with the old one.
 */
async function refuseInVain(client: JenkinsClient, username: string): Promise<void> {
  if (await isSameUserAt(client, client.login, username)) {
    const tokenUuid = legacyUuid(username);
    if (client.usesLegacyToken) throw new JenkinsError("ownCredential", { username, tokenUuid });
    return;
  }
  if ((await supports(client, "legacyShownToOthers")) === false) {
    throw new JenkinsError("legacyHidden", { login: client.login, username });
  }
}

/** Jenkins gives it no UUID, and a user has one only. */
export function legacyUuid(username: string): string {
  return `legacy:${username.toLowerCase()}`;
}

/** Whether what stands for a UUID in the state is that of a legacy token. */
export function isLegacyUuid(tokenUuid: string): boolean {
  return tokenUuid.startsWith("legacy:");
}
