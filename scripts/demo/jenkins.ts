import { JenkinsError } from "../../dist/provider/errors/jenkinsError.js";
import { revokeToken } from "../../dist/provider/jenkins/apiTokenProperty.js";
import { isSameUser } from "../../dist/provider/jenkins/client/credentials.js";
import { versionOf } from "../../dist/provider/jenkins/features.js";
import type { ListedToken } from "../../dist/provider/jenkins/listedToken.js";
import { listTokens } from "../../dist/provider/jenkins/tokenListPage.js";
import { whoAmI } from "../../dist/provider/jenkins/whoAmI.js";
import type { DemoController } from "./controller.ts";

/** What the login's user can see and do on any controller, looked at through the provider's own code. */
export interface DemoJenkins {
  /** @throws JenkinsError when Jenkins refuses the login */
  requireLogin(): Promise<void>;
  version(): Promise<string>;
  /** The user's tokens, as the user's own page lists them. */
  tokens(): Promise<readonly ListedToken[]>;
  /** Whom Jenkins takes the bearer of a token for: a user ID, or `401` for a token that it refuses. */
  bearerOf(tokenValue: string): Promise<string>;
  /** Revokes a token, as by hand on that page. */
  revoke(tokenUuid: string): Promise<void>;
}

/** The view of a controller's user. */
export function createDemoJenkins({ client, clientOfToken }: DemoController): DemoJenkins {
  const { url, login: username } = client;
  return {
    async requireLogin() {
      const { kind } = await whoAmI(client);
      if (kind !== "user") throw new JenkinsError("wrongCredentials", { url, login: username });
    },
    version: async () => (await versionOf(client)) ?? "unknown",
    async tokens() {
      const tokens = await listTokens(client, username);
      if (tokens) return tokens;
      const page = `${url}/user/${encodeURIComponent(username)}/security/`;
      throw new Error(
        `The page that lists the tokens of ${username} can't be read\n  it should be at: ${page}`,
      );
    },
    async bearerOf(tokenValue) {
      const identity = await whoAmI(await clientOfToken(tokenValue));
      if (identity.kind !== "user") return identity.kind === "refused" ? "401" : identity.kind;
      return isSameUser(identity.name, username) ? username : identity.name;
    },
    revoke: (tokenUuid) => revokeToken(client, { username, tokenUuid }),
  };
}
