import type { JenkinsError } from "../errors/jenkinsError.ts";
import type { Context } from "./context.ts";
import type { Inputs } from "./model/inputs.ts";
import type { Properties } from "./model/properties.ts";
import { toOutputs } from "./model/state.ts";
import { adopt } from "./steps/adopt.ts";
import { generate } from "./steps/generate.ts";
import { watchLogin } from "./steps/loginExpiry.ts";
import { verify } from "./steps/verify.ts";

/** Generates a token and verifies that it works for its owner, or adopts one that exists. */
export async function create(
  context: Context,
  resource: string,
  inputs: Inputs,
): Promise<{ id: string; outputs: Properties; unfinished: readonly JenkinsError[] }> {
  const client = await context.connect(inputs);
  const replaced = context.registry.predecessorOf(resource)?.state;
  const { adopt: adoption } = inputs;
  const uuids = [replaced?.tokenUuid, replaced?.adopt?.tokenUuid];
  if (adoption && !uuids.includes(adoption.tokenUuid)) {
    const token = await adopt(context, resource, client, inputs, adoption);
    await watchLogin(context, client);
    return { id: token.tokenUuid, outputs: toOutputs(inputs, token), unfinished: [] };
  }
  // The token that replaces an adopted one has no name in the program either, and gets the same.
  const name = replaced?.method === "adopted" ? { tokenName: replaced.tokenName } : {};
  const generated = await generate(context, resource, client, { ...name, ...inputs });
  const { token, unfinished } = await verify(context, resource, client, generated);
  await watchLogin(context, client);
  return { id: token.tokenUuid, outputs: toOutputs(inputs, token), unfinished };
}
