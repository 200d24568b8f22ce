import { JenkinsError } from "../errors/jenkinsError.ts";
import { isSameUser } from "../jenkins/client/credentials.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { generateOnce, type OnceGenerated } from "./generateOnce.ts";
import type { GenerateOrder } from "./generateOrder.ts";
import { isLegacyUuid, legacy, legacyUuid } from "./legacy.ts";
import { rest } from "./rest.ts";
import { scriptConsole } from "./scriptConsole.ts";
import type { HeldToken, TokenMethod, TokenMethodName } from "./tokenMethod.ts";

/** `auto` is the first that works of REST, the script console, and the legacy token. */
export type MethodChoice = "auto" | TokenMethodName;

const methods: Readonly<Record<TokenMethodName, TokenMethod>> = { rest, scriptConsole, legacy };

/** A token to be created by whichever method. */
export type Order = Omit<GenerateOrder, "method" | "list"> & {
  /** Called before the one legacy token of a user is changed, which ends its old value. May refuse by throwing. */
  readonly reserveLegacy: (tokenUuid: string) => Reservation;
};

/** A token that somebody is about to hold. */
interface Reservation {
  confirm(createdAt: string): void;
  release(): void;
}

/** A token that was created, and by which method. */
export type CreatedToken = OnceGenerated & {
  readonly method: TokenMethodName;
  /** To be confirmed, where the token is a legacy one. */
  readonly legacyReservation?: Reservation;
};

/** Logins that REST has refused tokens for others before: no request is repeated for each token. */
const refusedByRest = new WeakSet<JenkinsClient>();

/** Generates a token by the chosen method, or by the first that works, and returns which one that was. */
export async function generateBy(
  choice: MethodChoice,
  order: Order & Pick<GenerateOrder, "list">,
): Promise<CreatedToken> {
  const by = async (method: TokenMethod) => {
    if (method === legacy) return generateLegacy(order);
    return { ...(await generateOnce({ ...order, method })), method: method.name };
  };
  if (choice !== "auto") return by(methods[choice]);
  if (refusedByRest.has(order.client) && !isForSelf(order)) return by(scriptConsole);
  try {
    return await by(rest);
  } catch (refusal) {
    if (isError(refusal, "noTokenApi")) return by(legacy);
    if (!isError(refusal, "adminCannotGenerate") && !isError(refusal, "userIdBlocked")) throw refusal;
    return by(scriptConsole).then(
      (token) => {
        refusedByRest.add(order.client);
        return token;
      },
      (error: unknown) => {
        // Neither is open to this login: the first refusal names both methods.
        throw isError(error, "scriptConsoleForbidden") ? refusal : error;
      },
    );
  }
}

/** Changed twice, it is there once: whatever fails leaves nothing that the next attempt does not replace. */
async function generateLegacy(order: Order): Promise<CreatedToken> {
  const { client, username, reserveLegacy } = order;
  const legacyReservation = reserveLegacy(legacyUuid(username));
  try {
    const token = await legacy.generate(client, order);
    return { ...token, tokenName: order.tokenName, method: legacy.name, legacyReservation };
  } catch (error) {
    legacyReservation.release();
    throw error;
  }
}

/**
 * The method that renames and revokes a token that exists. REST lets administrators do that for anybody, unless a proxy
 * refuses the path of the user: what the script console created for another user, it also revokes.
 */
export function methodFor(client: JenkinsClient, { username, tokenUuid, method }: HeldToken): TokenMethod {
  if (isLegacyUuid(tokenUuid)) return legacy;
  return method === "scriptConsole" && !isSameUser(client.login, username) ? scriptConsole : rest;
}

function isForSelf({ client, username }: Pick<GenerateOrder, "client" | "username">): boolean {
  return isSameUser(client.login, username);
}

function isError(error: unknown, code: JenkinsError["code"]): boolean {
  return error instanceof JenkinsError && error.code === code;
}
