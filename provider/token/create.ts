import type { CreateResult } from "@pulumi/pulumi/dynamic";
import type { Context } from "./context.ts";
import { inputsSchema } from "./model/inputs.ts";
import { toOutputs } from "./model/state.ts";
import { adopt } from "./steps/adopt.ts";
import { make } from "./steps/generate.ts";
import { proveOrKeep } from "./steps/verify.ts";

/** Makes the token and proves that it works for its owner, or adopts one that is there. */
export async function create(context: Context, properties: Record<string, unknown>): Promise<CreateResult> {
  const { __provider, ...given } = properties;
  const inputs = inputsSchema.parse(given);
  const client = context.connect(inputs);
  // One that was adopted before is being rotated: that takes a new token, of the same name.
  const rotated = inputs.adopt && context.adoptions.replaced(inputs.adopt.tokenUuid);
  if (inputs.adopt && !rotated) {
    const adopted = await adopt(context, client, inputs, inputs.adopt);
    return { id: adopted.tokenUuid, outs: toOutputs(inputs, adopted) };
  }
  const made = await make(context, client, { ...rotated, ...inputs });
  const id = made.token.tokenUuid;
  const outs = toOutputs(inputs, made.token);
  await proveOrKeep(context, client, made, { id, outs, __provider });
  return { id, outs };
}
