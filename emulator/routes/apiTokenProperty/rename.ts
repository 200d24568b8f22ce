import type { Exchange } from "../../exchange.ts";
import type { User } from "../../model/users.ts";
import { sendActionJson, sendEmpty, sendJettyError, sendOops } from "../../responses.ts";
import { noTokensYet } from "./revoke.ts";

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
