import type { Exchange } from "../../exchange.ts";
import { isAboutToExpire, isInThePast, requestedExpiration, toExpirationText } from "../../expiry.ts";
import { isAdministrator } from "../../identity.ts";
import { isFixedValue, type NewToken } from "../../model/tokenStore.ts";
import type { User } from "../../model/users.ts";
import { sendActionJson, sendEmpty, sendOops } from "../../responses.ts";

/** Generates a token for its user; for somebody else only where the controller's flag allows administrators to. */
export async function generateNewToken(exchange: Exchange, owner: User): Promise<void> {
  const { clock, users } = exchange.controller;
  if (!mayGenerate(exchange, owner)) return sendEmpty(exchange, 403);
  const tokenName = requestedName(exchange);
  const expirationDate = expirationOf(exchange);
  if (expirationDate !== null && isInThePast(expirationDate, clock)) {
    return sendActionJson(exchange, { status: "error", message: "Expiration date is in the past." });
  }
  const { result, collided } = await owner.file.change(() =>
    users.tokensOf(owner).generate(tokenName, { expirationDate }),
  );
  if (collided) sendOops(exchange);
  else sendActionJson(exchange, { status: "ok", data: toData(exchange, tokenName, result, expirationDate) });
}

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

/** Whether a request may generate a token for this user. */
export function mayGenerate({ controller, identity }: Exchange, owner: User): boolean {
  return identity.user === owner || (controller.adminCanGenerateNewTokens && isAdministrator(identity));
}

/** The requested name, or one with the time in it. */
function requestedName(exchange: Exchange): string {
  const name = exchange.parameter("newTokenName") ?? "";
  return name.trim() === "" ? `Token created on ${exchange.controller.clock.now().toISOString()}` : name;
}

/** The requested expiration date, where the version knows of any; throws where Jenkins breaks. */
function expirationOf(exchange: Exchange): string | null {
  const { clock, features } = exchange.controller;
  if (!features.expiry) return null;
  return requestedExpiration(
    exchange.parameter("expirationDuration"),
    exchange.parameter("tokenExpiration"),
    clock,
  );
}

function toData(
  exchange: Exchange,
  tokenName: string,
  { tokenUuid, tokenValue }: NewToken,
  expirationDate: string | null,
): object {
  const { clock, features } = exchange.controller;
  if (!features.expiry) return { tokenName, tokenUuid, tokenValue };
  return {
    aboutToExpire: isAboutToExpire(expirationDate, clock),
    tokenName,
    tokenUuid,
    tokenValue,
    expirationDate: toExpirationText(expirationDate, exchange.header("Accept-Language")),
  };
}
