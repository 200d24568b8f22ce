import { z } from "zod";
import { usernameSchema } from "../../connection/settings.ts";
import { toUsableName } from "../../jenkins/names.ts";
import { isStorable, notStorable } from "../../jenkins/storable.ts";
import { isUuid } from "../../jenkins/uuid.ts";
import type { MethodChoice } from "../../methods/choose.ts";
import { isDay } from "./dates.ts";

const notBlank = (text: string) => text.trim() !== "";
const text = () => z.string("must be a string").min(1, "must not be empty");
/** Longer than a century is a typo, not a plan. */
const days = () =>
  z
    .number("must be a number of days")
    .int("must be a whole number of days")
    .min(1, "must be 1 or more")
    .max(36_500, "must be 36500 (a century) or less");

const methodChoices = ["auto", "rest", "scriptConsole", "legacy"] as const satisfies readonly MethodChoice[];
const verifyChoices = ["refresh", "up", "never"] as const;

/** Jenkins takes upper-case digits too, but then the token never matches what is stored. */
const fixedValueSchema = z
  .string("must be a string")
  .toLowerCase()
  .regex(
    /^11[0-9a-f]{32}$/,
    "must be 11 followed by 32 hex digits, such as `11` and the output of `openssl rand -hex 16`",
  );

/** A wrong one is never shown: it may be the value, in the wrong place. */
const uuidSchema = text().refine(
  isUuid,
  "must be a UUID: the id of the token's card on the user's security page, not its value",
);

/** The inputs of a resource as the engine stores them after check. `connection` has a schema of its own. */
export const inputsSchema = z.strictObject({
  username: usernameSchema.optional(),
  tokenName: z
    .string("must be a string")
    .refine(notBlank, "must not be blank: Jenkins would choose a name itself")
    .refine(isStorable, notStorable)
    .refine((name) => toUsableName(name) === name, "must be one line, without invisible control characters")
    .optional(),
  version: z.union([z.number(), z.string()], "must be a number or a string").optional(),
  triggers: z.record(z.string(), z.unknown(), "must be a map").optional(),
  expiresInDays: days().optional(),
  expiresOn: z
    .string("must be a string")
    .refine(isDay, "must be a day that exists, as YYYY-MM-DD")
    .optional(),
  rotateAfterDays: days().optional(),
  rotateBeforeExpiryDays: days().optional(),
  overlapDays: days().optional(),
  adopt: z
    .strictObject({ tokenUuid: uuidSchema, tokenValue: text() }, "must be { tokenUuid, tokenValue }")
    .optional(),
  fixedValue: fixedValueSchema.optional(),
  method: z.enum(methodChoices, `must be one of ${methodChoices.join(", ")}`).optional(),
  verifyOn: z.enum(verifyChoices, `must be one of ${verifyChoices.join(", ")}`).optional(),
  allowConnectedController: z.boolean("must be true or false").optional(),
  controller: text().optional(),
  connection: z.unknown().optional(),
});

/** Inputs that are valid, each by itself. */
export type Inputs = z.infer<typeof inputsSchema>;
