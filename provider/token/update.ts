import { JenkinsError } from "../errors/jenkinsError.ts";
import type { JenkinsClient } from "../jenkins/client/jenkinsClient.ts";
import type { Context } from "./context.ts";
import type { Inputs } from "./model/inputs.ts";
import type { Properties } from "./model/properties.ts";
import { previousDueReason, rotationReasons } from "./model/rotationReasons.ts";
import { type State, type Token, toOutputs, toToken } from "./model/state.ts";
import { isAtNewUrl } from "./steps/movedController.ts";
import { findToken } from "./steps/presence.ts";
import { revokePrevious, rotate } from "./steps/rotate.ts";

/**
 * Renames the token, rotates it with overlap, revokes the previous one when its day has come, finishes the verification of
 * a create, and takes over changed settings: whatever of that is due.
 */
export async function update(
  context: Context,
  resource: string,
  state: State,
  inputs: Inputs,
): Promise<{ outputs: Properties; unfinished: readonly JenkinsError[] }> {
  const client = await context.connect(inputs);
  const { needsVerification, ...token } = toToken(state);
  if (client.url !== state.url) await requireAtNewUrl(context, client, state);
  if (rotationReasons(state, inputs, context.now()).length > 0) {
    const rotated = await rotate(context, resource, client, inputs, token);
    return { outputs: toOutputs(inputs, rotated.token), unfinished: rotated.unfinished };
  }
  const isDue = previousDueReason(state, inputs, context.now()) !== undefined;
  const kept = isDue ? await revokePrevious(context, client, token) : token;
  const renamed = await rename(context, client, inputs, kept);
  if (needsVerification) await requirePresent(context, client, { ...state, ...renamed });
  const { controllerIdentity = client.seenIdentity() } = renamed;
  return {
    outputs: toOutputs(inputs, { ...renamed, url: client.url, controllerIdentity }),
    unfinished: [],
  };
}

async function rename(
  { methods }: Context,
  client: JenkinsClient,
  inputs: Inputs,
  token: Token,
): Promise<Token> {
  const { tokenName = token.tokenName } = inputs;
  if (tokenName === token.tokenName) return token;
  const { username, tokenUuid } = token;
  if (!(await methods.rename(client, token, tokenName)))
    throw new JenkinsError("tokenNotFound", { username, tokenUuid });
  return { ...token, tokenName };
}

async function requirePresent(context: Context, client: JenkinsClient, state: State): Promise<void> {
  const { username, tokenName, tokenUuid } = state;
  const { kind, reason = "" } = await findToken(context, client, state);
  if (kind === "active") return;
  if (kind === "unknown") throw new JenkinsError("tokenNotVerified", { username, tokenName, reason });
  throw new JenkinsError("tokenNotFound", { username, tokenUuid });
}

/** Diff left it to the update to find out whether the controller at the new URL has the token. */
async function requireAtNewUrl(context: Context, client: JenkinsClient, state: State): Promise<void> {
  if (await isAtNewUrl(context, client, state)) return;
  const { username, tokenUuid } = state;
  throw new JenkinsError("notAtNewUrl", { url: client.url, username, tokenUuid });
}
