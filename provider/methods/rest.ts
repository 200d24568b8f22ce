import { generateNewToken, renameToken, revokeToken } from "../jenkins/apiTokenProperty.ts";
import { listTokens } from "../jenkins/tokenListPage.ts";
import type { TokenMethod } from "./tokenMethod.ts";

/** Jenkins' REST endpoints (2.129 and later): for oneself; for others as an administrator, where the controller allows it. */
export const rest: TokenMethod = {
  name: "rest",
  generate: generateNewToken,
  rename: renameToken,
  revoke: revokeToken,
  list: (client, username) => listTokens(client, username),
};
