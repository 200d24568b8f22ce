import { JenkinsError } from "../../errors/jenkinsError.ts";
import { own } from "../../errors/message.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { supports } from "../../jenkins/features.ts";
import { identifyNewToken } from "../../jenkins/identifyToken.ts";
import type { ListedToken } from "../../jenkins/listedToken.ts";
import type { Context } from "../context.ts";
import type { Inputs } from "../model/inputs.ts";
import type { Token } from "../model/state.ts";
import { refuseConnectedController } from "./connectedController.ts";

type Adoption = NonNullable<Inputs["adopt"]>;

/**
 * Takes over a token that exists: verifies that its value works for the owner and, where the owner's tokens can be seen,
 * that the UUID is the owner's. Nothing is generated; a name that the program declares is given to it.
 *
 * @throws JenkinsError `adoptRefused`, `adoptWrongOwner`, `adoptUnknown`, `adoptTaken`, `noTokenApi`,
 *   `connectedController`; nothing has changed then
 */
export async function adopt(
  context: Context,
  resource: string,
  client: JenkinsClient,
  inputs: Inputs,
  adoption: Adoption,
): Promise<Token> {
  const createdAt = context.now().toISOString();
  const { url } = client;
  const reservation = context.registry.reserve(resource, { url, tokenUuid: adoption.tokenUuid });
  try {
    const token = { ...(await takeOver(context, client, inputs, adoption)), createdAt };
    reservation.confirm(createdAt);
    return token;
  } catch (error) {
    reservation.release();
    throw error;
  }
}

async function takeOver(
  context: Context,
  client: JenkinsClient,
  inputs: Inputs,
  { tokenUuid, tokenValue }: Adoption,
): Promise<Omit<Token, "createdAt">> {
  const { username = client.login } = inputs;
  const { url } = client;
  await refuseConnectedController(context, client, inputs.allowConnectedController ?? false);
  if ((await supports(client, "namedTokens")) === false) throw new JenkinsError("noTokenApi", { url });
  const found = await findListed(context, client, username, { tokenUuid, tokenValue });
  await requireOwner(context, client, username, { tokenUuid, tokenValue });
  const tokenName = await takeName(context, client, { username, tokenUuid }, inputs.tokenName, found);
  const controllerIdentity = client.seenIdentity();
  const { expiresOn } = found ?? {};
  return {
    username,
    tokenName,
    tokenUuid,
    tokenValue,
    url,
    controllerIdentity,
    expiresOn,
    method: "adopted",
  };
}

/** The token in its owner's list; undefined where that cannot be seen. Nothing is attempted that the list rules out. */
async function findListed(
  { lists }: Context,
  client: JenkinsClient,
  username: string,
  { tokenUuid, tokenValue }: Adoption,
): Promise<ListedToken | undefined> {
  const list = await lists.tokensOf(client, { username, tokens: [{ tokenValue }] });
  if (!list.seen) return undefined;
  const found = list.tokens.find((token) => token.tokenUuid === tokenUuid);
  if (!found) throw new JenkinsError("adoptUnknown", { username, tokenUuid });
  if (found.isExpired)
    throw new JenkinsError("adoptLost", { username, tokenUuid, reason: own("it has expired") });
  return found;
}

async function requireOwner(
  { logins }: Context,
  client: JenkinsClient,
  username: string,
  { tokenUuid, tokenValue }: Adoption,
): Promise<void> {
  const identity = await identifyNewToken(client, logins, { username, tokenValue });
  switch (identity.kind) {
    case "owner":
      return;
    case "refused":
      throw new JenkinsError("adoptRefused", { username, tokenUuid });
    case "otherUser":
      throw new JenkinsError("adoptWrongOwner", { username, tokenUuid, owner: identity.name });
    case "unknown":
      throw identity.cause ?? new JenkinsError("adoptRefused", { username, tokenUuid });
  }
}

async function takeName(
  { methods }: Context,
  client: JenkinsClient,
  { username, tokenUuid }: { username: string; tokenUuid: string },
  wanted: string | undefined,
  found: ListedToken | undefined,
): Promise<string> {
  if (wanted === undefined || wanted === found?.tokenName) return found?.tokenName ?? tokenUuid;
  if (await methods.rename(client, { username, tokenUuid, method: "adopted" }, wanted)) return wanted;
  throw new JenkinsError("adoptUnknown", { username, tokenUuid });
}
