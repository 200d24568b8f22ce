import { isAdministrator } from "../identity.ts";
import { sendAccessDenied } from "../responses.ts";
import { sendApiJson } from "./apiJson.ts";
import type { Router } from "./router.ts";

/** `/pluginManager/api/json`, for administrators. */
export function addPluginManager(router: Router): void {
  router.readable("/pluginManager/api/json", (exchange) => {
    if (!isAdministrator(exchange.identity)) return sendAccessDenied(exchange);
    sendApiJson(exchange, { _class: "hudson.LocalPluginManager", plugins: exchange.controller.plugins });
  });
}
