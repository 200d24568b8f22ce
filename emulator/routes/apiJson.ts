import type { Exchange } from "../exchange.ts";
import { filterTree } from "../pages/treeFilter.ts";
import { sendApi } from "../responses.ts";

/** What is below an `/api/json`, cut down to what the `tree` parameter names. */
export function sendApiJson(exchange: Exchange, value: object): void {
  const filtered = filterTree(value, exchange.parameter("tree"));
  sendApi(exchange, "application/json;charset=utf-8", JSON.stringify(filtered));
}
