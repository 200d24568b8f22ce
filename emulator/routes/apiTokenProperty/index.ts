import { sendNotFound } from "../../responses.ts";
import type { Features } from "../../versions.ts";
import { ownerOrAdministrator, postOnly, type Router, type UserHandler } from "../router.ts";
import { changeToken, rename, revoke, revokeAll, revokeAllExcept } from "./change.ts";
import { addFixedToken, generateNewToken } from "./generate.ts";

/** An action, and the feature of the version that brought it. */
type Action = [name: string, feature: keyof Features | undefined, handler: UserHandler];

const actions: Action[] = [
  ["generateNewToken", "manyTokens", generateNewToken],
  ["addFixedToken", "fixedTokens", addFixedToken],
  ["rename", "manyTokens", ownerOrAdministrator(rename)],
  ["revoke", "manyTokens", ownerOrAdministrator(revoke)],
  ["revokeAll", "fixedTokens", ownerOrAdministrator(revokeAll)],
  ["revokeAllExcept", "fixedTokens", ownerOrAdministrator(revokeAllExcept)],
  ["changeToken", undefined, ownerOrAdministrator(changeToken)],
];

/** `/user/ID/descriptorByName/jenkins.security.ApiTokenProperty/…`: what can be done to a user's tokens. */
export function addApiTokenProperty(router: Router): void {
  for (const [name, feature, handler] of actions) {
    router.ofUser(`/descriptorByName/jenkins.security.ApiTokenProperty/${name}`, (exchange, owner) => {
      const isThere = feature === undefined || exchange.controller.features[feature];
      return isThere ? postOnly(handler)(exchange, owner) : sendNotFound(exchange);
    });
  }
}
