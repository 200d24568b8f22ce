import type { Exchange } from "../exchange.ts";
import { isAdministrator } from "../identity.ts";
import { sendAccessDenied, sendActionResult, sendOops, sendPage } from "../responses.ts";
import { runFewStatements } from "../scripts/fewStatements.ts";
import { marker, recognize } from "../scripts/marker.ts";
import { runOperation } from "../scripts/operations.ts";
import { GroovyError } from "../scripts/stackTraces.ts";
import type { Router } from "./router.ts";

/** `/scriptText`: runs a script for an administrator, and responds with 200 whatever the script does. `/script` is its page. */
export function addScriptConsole(router: Router): void {
  router.readable("/scriptText", async (exchange) => {
    if (exchange.request.method !== "POST") return sendOops(exchange, 405);
    if (!isAdministrator(exchange.identity)) return sendAccessDenied(exchange);
    const output = await run(exchange, exchange.parameter("script") ?? "");
    sendActionResult(exchange, "text/plain;charset=utf-8", output);
  });
  router.readable("/script", (exchange) => {
    if (!isAdministrator(exchange.identity)) return sendAccessDenied(exchange);
    sendPage(exchange, { title: "Script Console - Manage Jenkins", body: "<h1>\nScript Console\n</h1>" });
  });
}

async function run({ controller, identity }: Exchange, script: string): Promise<string> {
  const operation = recognize(script);
  if (!operation) return runFewStatements(script);
  try {
    return `\n${marker}:${JSON.stringify(await runOperation(controller, operation, identity.user))}\n`;
  } catch (error) {
    if (error instanceof GroovyError) return error.toTrace();
    throw error;
  }
}
