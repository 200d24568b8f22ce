import type { Exchange } from "../../exchange.ts";
import type { User } from "../../model/users.ts";
import { sendActionResult, sendOops } from "../../responses.ts";

const disabled =
  "Capability to generate a legacy token without an existing one is currently disabled in the security configuration";

/**
 * Replaces a user's legacy token. The new value comes back in a header; an administrator who changes somebody else's is
 * not shown it by older versions.
 */
export async function changeToken(exchange: Exchange, owner: User): Promise<void> {
  const { features, legacyTokens, users } = exchange.controller;
  if (features.manyTokens && !legacyTokens && !owner.tokens?.hasLegacy()) return sendDiv(exchange, disabled);
  const { result: value, collided } = await owner.file.change(() => users.tokensOf(owner).changeLegacy());
  if (collided) return sendOops(exchange);
  const isOwn = exchange.identity.user === owner;
  if (features.validateButtonCallback) {
    const callback = `{"callback":"changeTokenCallback","arguments":["${value}"]}`;
    exchange.reply.header("X-Jenkins-ValidateButton-Callback", callback);
  } else {
    const shown = isOwn ? value : "Token is hidden";
    exchange.reply.header("script", `document.getElementById('apiToken').value='${shown}'`);
  }
  sendDiv(
    exchange,
    isOwn
      ? "Updated. See the new token in the field above"
      : "Updated. You need to login as the user to see the token",
  );
}

function sendDiv(exchange: Exchange, text: string): void {
  sendActionResult(exchange, "text/html;charset=utf-8", `<div>${text}</div>`);
}
