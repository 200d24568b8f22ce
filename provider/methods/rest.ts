import { generateNewToken, renameToken, revokeToken } from "../jenkins/apiTokenProperty.ts";
import type { TokenMethod } from "./tokenMethod.ts";

/** Jenkins' REST endpoints (2.129 and later): for oneself; for others as an administrator, where the controller allows it. */
export const rest: TokenMethod = {
  name: "rest",
  generate: generateNewToken,
  rename: renameToken,
  revoke: revokeToken,
};
