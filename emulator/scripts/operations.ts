import type { Controller } from "../controller.ts";
import { isInThePast, requestedExpiration } from "../expiry.ts";
import { isExpired, isFixedValue, type TokenStore } from "../model/tokenStore.ts";
import type { User } from "../model/users.ts";
import type { ScriptOperation } from "./marker.ts";
import { concurrentModification, GroovyError, missingMethod } from "./stackTraces.ts";

type Given = Record<string, unknown>;
type Result = { ok: true; [name: string]: unknown } | { ok: false; error: string };

/**
 * Runs an operation on the controller's own model, and returns just what the real script prints. Throws a GroovyError
 * where that one would end in a trace.
 */
export async function runOperation(
  controller: Controller,
  { name, given }: ScriptOperation,
  runBy: User | undefined,
): Promise<Result> {
  if (name === "identify") return identify(controller);
  if (name === "examine") return examine(controller, text(given, "username"), runBy);
  if (name === "listAll") return listAll(controller, given);
  const operation = operations[name];
  if (!operation) throw missingMethod(name);
  const user = controller.users.find(text(given, "username"));
  if (!user) return refuse("unknownUser");
  if (!user.tokens) return refuse("noApiTokenProperty");
  if (!controller.features.manyTokens) throw missingMethod("generateNewToken");
  return operation(controller, user, user.tokens, given);
}

type Operation = (
  controller: Controller,
  user: User,
  tokens: TokenStore,
  given: Given,
) => Result | Promise<Result>;

const operations: Record<string, Operation> = { generate, list, rename, revoke };

function identify({ securityRealm }: Controller): Result {
  return { ok: true, securityRealm };
}

/** Whether the user who runs the script could generate a token for another one by REST. */
function examine(controller: Controller, username: string, runBy: User | undefined): Result {
  const user = controller.users.find(username);
  if (!user) return refuse("unknownUser");
  if (!controller.features.manyTokens) throw missingMethod("hasCurrentUserRightToGenerateNewToken");
  const canGenerate = controller.adminCanGenerateNewTokens || user === runBy;
  return { ok: true, hasProperty: user.tokens !== undefined, canGenerate };
}

async function generate(
  controller: Controller,
  user: User,
  tokens: TokenStore,
  given: Given,
): Promise<Result> {
  const { clock, features } = controller;
  const tokenName = text(given, "tokenName");
  const expirationDate = requestedExpiration(...expiryOf(given), clock);
  const fixedValue = optionalText(given, "fixedValue");
  if (expirationDate !== null && !features.expiry) return refuse("expiryNotSupported");
  if (expirationDate !== null && isInThePast(expirationDate, clock)) return refuse("expiryInThePast");
  if (fixedValue === undefined) {
    const token = await saved(user, () => tokens.generate(tokenName, { expirationDate }));
    return { ok: true, ...token, expirationDate };
  }
  if (!features.fixedTokens) return refuse("fixedValueNotSupported");
  if (!isFixedValue(fixedValue))
    throw new GroovyError("java.lang.IllegalArgumentException", "The token is malformed");
  const tokenUuid = await saved(user, () => tokens.addFixed(tokenName, fixedValue, { expirationDate }));
  return { ok: true, tokenUuid, tokenValue: fixedValue, expirationDate };
}

function list(controller: Controller, _user: User, tokens: TokenStore): Result {
  return { ok: true, tokens: toListed(controller, tokens) };
}

function listAll(controller: Controller, given: Given): Result {
  const after = optionalText(given, "after");
  const users = controller.users
    .all()
    .filter(({ id }) => after === undefined || id > after)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const page: { username: string; tokens: unknown[] | null }[] = [];
  let count = 0;
  for (const { id, tokens } of users.slice(0, Number(given.limit))) {
    const listed = tokens ? toListed(controller, tokens) : [];
    count += listed.length;
    if (count > Number(given.mostTokens) && page.length > 0) break;
    page.push({ username: id, tokens: listed.length > Number(given.mostTokens) ? null : listed });
  }
  return { ok: true, isLast: page.length === users.length, users: page };
}

function toListed({ usageStatistics, features, clock }: Controller, tokens: TokenStore): unknown[] {
  return tokens.list().map((token) => ({
    tokenUuid: token.uuid,
    tokenName: token.name,
    creationDate: token.creationDate.getTime(),
    isLegacy: token.legacy ?? false,
    useCounter: usageStatistics ? token.useCounter : null,
    lastUseDate: usageStatistics ? (token.lastUseDate?.getTime() ?? null) : null,
    expirationDate: token.expirationDate,
    isExpired: isExpired(token, clock),
    neverExpires: features.expiry ? token.expirationDate === null : null,
  }));
}

async function rename(
  _controller: Controller,
  user: User,
  tokens: TokenStore,
  given: Given,
): Promise<Result> {
  const tokenUuid = text(given, "tokenUuid");
  if (!tokens.find(tokenUuid)) return { ok: true, found: false };
  await saved(user, () => tokens.rename(tokenUuid, text(given, "tokenName")));
  return { ok: true, found: true };
}

async function revoke(
  _controller: Controller,
  user: User,
  tokens: TokenStore,
  given: Given,
): Promise<Result> {
  const tokenUuid = text(given, "tokenUuid");
  if (tokens.find(tokenUuid)) await saved(user, () => tokens.revoke(tokenUuid));
  return { ok: true };
}

async function saved<Result>(user: User, effect: () => Result): Promise<Result> {
  const { result, collided } = await user.file.change(effect);
  if (collided) throw concurrentModification;
  return result;
}

/** A day, or a number of days, as the REST endpoints take them. */
function expiryOf(given: Given): [duration: string | undefined, date: string | undefined] {
  const date = optionalText(given, "expiresOn");
  if (date !== undefined) return ["custom", date];
  return [typeof given.expiresInDays === "number" ? String(given.expiresInDays) : undefined, undefined];
}

function refuse(error: string): Result {
  return { ok: false, error };
}

function text(given: Given, name: string): string {
  return optionalText(given, name) ?? "";
}

function optionalText(given: Given, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
}
