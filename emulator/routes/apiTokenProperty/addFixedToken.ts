import type { Exchange } from "../../exchange.ts";
import { isFixedValue } from "../../model/tokenStore.ts";
import type { User } from "../../model/users.ts";
import { sendActionJson, sendEmpty, sendOops } from "../../responses.ts";
import { expirationOf, mayGenerate, requestedName } from "./generateNewToken.ts";

/** Adds a token with a value of the caller's choice. An expiration date in the past is taken, and the token dead. */
export async function addFixedToken(exchange: Exchange, owner: User): Promise<void> {
  if (!mayGenerate(exchange, owner)) return sendEmpty(exchange, 403);
  const tokenName = requestedName(exchange);
  const expirationDate = expirationOf(exchange);
  const value = exchange.parameter("newTokenPlainValue") ?? "";
  if (!isFixedValue(value)) return sendOops(exchange);
  const { result: tokenUuid, collided } = await owner.file.change(() =>
    exchange.controller.users.tokensOf(owner).addFixed(tokenName, value, { expirationDate }),
  );
  if (collided) sendOops(exchange);
  else sendActionJson(exchange, { status: "ok", data: { tokenName, tokenUuid } });
}
