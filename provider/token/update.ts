import type { UpdateResult } from "@pulumi/pulumi/dynamic";
import { JenkinsError } from "../errors/catalogue.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import { checkToken } from "../jenkins/tokenValidity.ts";
import { methodFor } from "../methods/choose.ts";
import type { Context } from "./context.ts";
import { type Inputs, inputsSchema } from "./model/inputs.ts";
import { previousDueReason, rotationReasons } from "./model/rotationReasons.ts";
import { type State, stateSchema, type Token, toOutputs, toToken } from "./model/state.ts";
import { presenceOf } from "./steps/presence.ts";
import { revokePrevious, rotate } from "./steps/rotate.ts";
import { proveOrKeep } from "./steps/verify.ts";

/**
 * Renames the token, rotates it with overlap, revokes the previous one when its day has come, and takes over changed
 * settings: whatever of that is due.
 */
export async function update(
  context: Context,
  id: string,
  olds: Record<string, unknown>,
  news: Record<string, unknown>,
): Promise<UpdateResult> {
  const { __provider, ...given } = news;
  const inputs = inputsSchema.parse(given);
  const state = stateSchema.parse(olds);
  const client = context.connect(inputs);
  const { needsProof: _, ...token } = toToken(state);
  context.secrets.add(token.tokenValue, token.username);
  if (rotationReasons(state, inputs, context.now()).length > 0) {
    const made = await rotate(context, client, inputs, token);
    const outs = toOutputs(inputs, made.token);
    await proveOrKeep(context, client, made, { id, outs, __provider });
    return { outs };
  }
  const kept = previousDueReason(state, inputs, context.now())
    ? await revokePrevious(context, client, token)
    : token;
  const renamed = await rename(context, client, inputs, kept);
  await checkPresent(context, client, { ...state, ...renamed });
  return { outs: toOutputs(inputs, { ...renamed, url: client.url }) };
}

async function rename(
  { mutations }: Context,
  client: JenkinsClient,
  inputs: Inputs,
  token: Token,
): Promise<Token> {
  const { tokenName = token.tokenName } = inputs;
  if (tokenName === token.tokenName) return token;
  const { username, tokenUuid } = token;
  const isRenamed = await mutations.run({ url: client.url, username }, () =>
    methodFor(token).rename(client, { username, tokenUuid, tokenName }),
  );
  if (!isRenamed) throw new JenkinsError("tokenNotFound", { username, tokenUuid });
  return { ...token, tokenName };
}

/** The engine also calls update to finish a token that create couldn't prove: here that is made up for. */
async function checkPresent(context: Context, client: JenkinsClient, state: State): Promise<void> {
  const { username, tokenUuid, tokenValue, needsProof } = state;
  const isPresent = needsProof
    ? (await checkToken(client, username, tokenValue)).kind === "valid"
    : (await presenceOf(context, client, state)) !== "gone";
  if (!isPresent) throw new JenkinsError("tokenNotFound", { username, tokenUuid });
}
