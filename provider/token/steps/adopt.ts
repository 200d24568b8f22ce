import { JenkinsError } from "../../errors/catalogue.ts";
import type { JenkinsClient } from "../../jenkins/client/jenkinsClient.ts";
import { supports } from "../../jenkins/features.ts";
import type { ListedToken } from "../../jenkins/listedToken.ts";
import { listTokensAsOwner } from "../../jenkins/tokenListPage.ts";
import { checkToken } from "../../jenkins/tokenValidity.ts";
import { rest } from "../../methods/rest.ts";
import type { Context } from "../context.ts";
import type { Inputs } from "../model/inputs.ts";
import type { Token } from "../model/state.ts";
import { refuseConnectedController } from "./connectedController.ts";

type Adoption = NonNullable<Inputs["adopt"]>;

/**
 * Takes over a token that exists: proves that its value works for the owner and, where the owner's tokens can be seen,
 * that the UUID is the owner's. Nothing is generated; a name that was asked for is given to it.
 *
 * @throws JenkinsError `adoptRefused`, `adoptWrongOwner`, `adoptUnknown`, `adoptTaken`, `noTokenApi`,
 *   `connectedController`; nothing has changed then
 */
export async function adopt(
  context: Context,
  client: JenkinsClient,
  inputs: Inputs,
  adoption: Adoption,
): Promise<Token> {
  const createdAt = context.now().toISOString();
  context.adoptions.begin(adoption.tokenUuid, createdAt);
  try {
    return { ...(await takeOver(context, client, inputs, adoption)), createdAt };
  } catch (error) {
    context.adoptions.giveUp(adoption.tokenUuid);
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
  context.secrets.add(tokenValue, username);
  const validity = await checkToken(client, username, tokenValue);
  if (validity.kind === "invalid") throw new JenkinsError("adoptRefused", { username, tokenUuid });
  if (validity.kind === "otherOwner") {
    throw new JenkinsError("adoptWrongOwner", { username, tokenUuid, owner: validity.owner });
  }
  await refuseConnectedController(context, client, inputs.allowConnectedController ?? false);
  if ((await supports(client, "namedTokens")) === false) throw new JenkinsError("noTokenApi", { url });
  const tokens = await listTokensAsOwner(client, { username, apiToken: tokenValue });
  const found = tokens?.find((token) => token.tokenUuid === tokenUuid);
  if (tokens && !found) throw new JenkinsError("adoptUnknown", { username, tokenUuid });
  const tokenName = await takeName(context, client, { username, tokenUuid }, inputs.tokenName, found);
  return {
    username,
    tokenName,
    tokenUuid,
    tokenValue,
    url,
    method: "adopted",
  };
}

async function takeName(
  { mutations }: Context,
  client: JenkinsClient,
  { username, tokenUuid }: { username: string; tokenUuid: string },
  wanted: string | undefined,
  found: ListedToken | undefined,
): Promise<string> {
  if (wanted === undefined || wanted === found?.tokenName) return found?.tokenName ?? tokenUuid;
  const { url } = client;
  const isRenamed = await mutations.run({ url, username }, () =>
    rest.rename(client, { username, tokenUuid, tokenName: wanted }),
  );
  if (!isRenamed) throw new JenkinsError("adoptUnknown", { username, tokenUuid });
  return wanted;
}
