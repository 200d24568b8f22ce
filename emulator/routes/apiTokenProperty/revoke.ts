import type { Exchange } from "../../exchange.ts";
import type { TokenStore } from "../../model/tokenStore.ts";
import type { User } from "../../model/users.ts";
import { sendEmpty, sendJettyError, sendOops } from "../../responses.ts";

/** What Jenkins says of a user without the property. */
export const noTokensYet = "The user does not have any ApiToken yet, try generating one before.";

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
