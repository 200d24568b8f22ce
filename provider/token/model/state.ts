import { z } from "zod";
import { type Inputs, inputsSchema } from "./inputs.ts";
import { type Properties, withoutUndefined } from "./properties.ts";
import { rotateOn } from "./schedule.ts";

/** What the state holds of a token besides the inputs. */
const tokenSchema = z.object({
  username: z.string(),
  tokenName: z.string(),
  tokenUuid: z.string(),
  tokenValue: z.string(),
  /** URL of the controller. */
  url: z.string(),
  /** A short hash of the controller's `X-Instance-Identity`, where it shows one. */
  controllerIdentity: z.string().optional(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  /** The day that Jenkins set, `YYYY-MM-DD`; the token works through it. */
  expiresOn: z.string().optional(),
  method: z.enum(["rest", "scriptConsole", "legacy", "adopted"]),
  previousTokenUuid: z.string().optional(),
  previousTokenValue: z.string().optional(),
  previousRevokeOn: z.string().optional(),
  /**
   * The token may not work: it could not be verified when it was created, or is missing while an overlap keeps the previous
   * one. The next up checks it.
   */
  needsVerification: z.boolean().optional(),
});

/** A token as the state holds it, without the inputs. */
export type Token = Readonly<z.infer<typeof tokenSchema>>;

/**
 * The outputs of a resource, which are its state. Read leniently: an older release may have written less, a newer one
 * more. Where an input and an output share a name, `method` and `expiresOn`, the output stands here.
 */
export const stateSchema = z.looseObject({
  ...inputsSchema.shape,
  ...tokenSchema.shape,
  rotateOn: z.string().optional(),
});

/** All that the state holds of a resource. */
export type State = Readonly<z.infer<typeof stateSchema>>;

/** What the engine keeps: the inputs, the token, and when it rotates by itself. */
export function toOutputs(inputs: Inputs, token: Token): Properties {
  return withoutUndefined({ ...inputs, ...token, rotateOn: rotateOn({ ...inputs, ...token }) });
}

/** The part of a state that is the token. */
export function toToken(state: State): Token {
  return tokenSchema.parse(state);
}

/** The outputs of a resource, checked. */
export function parseState(outputs: Properties): State {
  return stateSchema.parse(outputs);
}
