import { z } from "zod";
import { JenkinsError } from "../../errors/jenkinsError.ts";
import { isDay } from "./dates.ts";
import type { Inputs } from "./inputs.ts";
import { type Properties, withoutUndefined } from "./properties.ts";
import { rotateOn } from "./schedule.ts";

const text = () => z.string("must be a text");
const filled = () => text().min(1, "must not be empty");
const day = () => text().refine(isDay, "must be a day that exists, as YYYY-MM-DD");
const number = () => z.number("must be a number");
const flag = () => z.boolean("must be true or false");

/** What the state holds of a token besides the inputs. */
const tokenSchema = z.object({
  username: filled(),
  tokenName: text(),
  tokenUuid: filled(),
  tokenValue: filled(),
  /** URL of the controller. */
  url: filled().refine((url) => /^https?:/.test(url) && URL.canParse(url), "must be a URL"),
  /** A short hash of the controller's `X-Instance-Identity`, where it shows one. */
  controllerIdentity: text().optional(),
  /** ISO 8601, UTC. */
  createdAt: text().refine((time) => !Number.isNaN(Date.parse(time)), "must be a time, in ISO 8601"),
  /** The day that Jenkins set, `YYYY-MM-DD`; the token works through it. */
  expiresOn: day().optional(),
  method: z.enum(["rest", "scriptConsole", "legacy", "adopted"], "must be a method to create tokens"),
  previousTokenUuid: text().optional(),
  previousTokenValue: text().optional(),
  /** Without a day that can be read, the previous token is due to be revoked. */
  previousRevokeOn: day().optional().catch(undefined),
  /**
   * The token may not work: it could not be verified when it was created, or is missing while an overlap keeps the previous
   * one. The next up checks it.
   */
  needsVerification: flag().optional(),
});

/** A token as the state holds it, without the inputs. */
export type Token = Readonly<z.infer<typeof tokenSchema>>;

/**
 * The outputs of a resource, which are its state. Read leniently: an older release may have written less or by other rules, a
 * newer one more. Where an input and an output share a name, `method` and `expiresOn`, the output stands here.
 */
export const stateSchema = z.looseObject({
  ...tokenSchema.shape,
  version: z.union([z.number(), z.string()], "must be a number or a text").optional(),
  triggers: z.record(z.string(), z.unknown(), "must be a map").optional(),
  expiresInDays: number().optional(),
  rotateAfterDays: number().optional(),
  rotateBeforeExpiryDays: number().optional(),
  overlapDays: number().optional(),
  adopt: z.object({ tokenUuid: text(), tokenValue: text() }, "must be a map").optional(),
  fixedValue: text().optional(),
  verifyOn: text().optional(),
  allowConnectedController: flag().optional(),
  controller: text().optional(),
  connection: z.unknown().optional(),
  rotateOn: text().optional(),
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

/** The outputs of a resource, checked. @throws JenkinsError `stateInvalid` where somebody has edited them */
export function parseState(outputs: Properties): State {
  const { data, error } = stateSchema.safeParse(outputs);
  if (data) return data;
  const problems = error.issues.map(({ path, message }) => ({ path: path.join("."), reason: message }));
  throw new JenkinsError("stateInvalid", { problems });
}
