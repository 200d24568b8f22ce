import type { Exchange } from "../../exchange.ts";
import type { TokenStore } from "../../model/tokenStore.ts";
import type { User } from "../../model/users.ts";
import { sendActionJson, sendActionResult, sendEmpty, sendJettyError, sendOops } from "../../responses.ts";

/** What Jenkins says of a user without the property. */
const noTokensYet = "The user does not have any ApiToken yet, try generating one before.";

/** Gives a token another name. What can't be done is reported with status 200. */
export async function rename(exchange: Exchange, { tokens, file }: User): Promise<void> {
  const tokenUuid = exchange.parameter("tokenUuid") ?? "";
  const newName = exchange.parameter("newName") ?? "";
  if (newName.trim() === "") return sendProblem(exchange, "The name cannot be empty");
  if (tokenUuid.trim() === "") return sendMissing(exchange, "The tokenUuid cannot be empty");
  if (!tokens) return sendMissing(exchange, noTokensYet);
  if (!tokens.find(tokenUuid)) return sendProblem(exchange, "No token found, try refreshing the page");
  const { collided } = await file.change(() => tokens.rename(tokenUuid, newName));
  if (collided) return sendOops(exchange);
  if (exchange.controller.features.renameReturnsJson) sendActionJson(exchange, { status: "ok" });
  else sendEmpty(exchange, 200);
}

function sendMissing(exchange: Exchange, message: string): void {
  if (exchange.controller.features.renameReturnsJson) sendProblem(exchange, message);
  else sendJettyError(exchange, 400, message);
}

function sendProblem(exchange: Exchange, message: string): void {
  sendActionJson(exchange, { status: "error", message });
}

/** Revokes a token. The response is the same whether or not there was one. */
export async function revoke(exchange: Exchange, owner: User): Promise<void> {
  await withUuid(exchange, owner, (tokens, tokenUuid) => tokens.revoke(tokenUuid));
}

/** Revokes every token but one; every one when that one isn't there. */
export async function revokeAllExcept(exchange: Exchange, owner: User): Promise<void> {
  await withUuid(exchange, owner, (tokens, tokenUuid) => tokens.revokeAllExcept(tokenUuid));
}

/** Revokes every token. */
export async function revokeAll(exchange: Exchange, owner: User): Promise<void> {
  await change(exchange, owner, (tokens) => tokens.revokeAll());
}

async function withUuid(
  exchange: Exchange,
  owner: User,
  effect: (tokens: TokenStore, tokenUuid: string) => void,
): Promise<void> {
  const tokenUuid = exchange.parameter("tokenUuid") ?? "";
  if (tokenUuid.trim() === "") return sendJettyError(exchange, 400, "The tokenUuid cannot be empty");
  await change(exchange, owner, (tokens) => effect(tokens, tokenUuid));
}

async function change(
  exchange: Exchange,
  { tokens, file }: User,
  effect: (tokens: TokenStore) => void,
): Promise<void> {
  if (!tokens) return sendJettyError(exchange, 400, noTokensYet);
  const { collided } = await file.change(() => effect(tokens));
  if (collided) sendOops(exchange);
  else sendEmpty(exchange, 200);
}

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
