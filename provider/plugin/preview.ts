import type { Change, Properties } from "../token/index.ts";
import { unknownValue } from "./wire.ts";

/** Outputs that belong to one token; those of the next one are not known before Jenkins has created it. */
const ofOneToken = ["tokenUuid", "tokenValue", "createdAt"];
const ofPreviousToken = ["previousTokenUuid", "previousTokenValue", "previousRevokeOn"];
const ofNextToken = [...ofOneToken, ...ofPreviousToken, "expiresOn", "rotateOn", "method"];

/** What is not known any more when a property changes in place. */
const consequences: Readonly<Record<string, readonly string[]>> = {
  version: ofNextToken,
  triggers: ofNextToken,
  fixedValue: ofNextToken,
  expiresInDays: ofNextToken,
  expiresOn: ofNextToken,
  rotateOn: ofNextToken,
  rotateAfterDays: ["rotateOn"],
  rotateBeforeExpiryDays: ["rotateOn"],
  overlapDays: ofPreviousToken,
  previousTokenUuid: ofPreviousToken,
  url: ["url"],
};

/** The outputs of a token that is still to be created: what Jenkins and the provider choose is unknown. */
export function previewCreate(inputs: Properties): Properties {
  const { expiresInDays, expiresOn, rotateAfterDays, rotateBeforeExpiryDays, adopt } = inputs;
  const mayExpire = expiresInDays !== undefined || expiresOn !== undefined || adopt !== undefined;
  const mayRotate = rotateAfterDays !== undefined || rotateBeforeExpiryDays !== undefined;
  return {
    ...unknown("username", "tokenName", "url", ...ofOneToken),
    ...inputs,
    ...unknown("method", ...(mayExpire ? ["expiresOn"] : []), ...(mayRotate ? ["rotateOn"] : [])),
  };
}

/** The outputs after an update in place: known where the changes leave them as they are. */
export function previewUpdate(state: Properties, inputs: Properties, changes: readonly Change[]): Properties {
  const { method, expiresOn } = state; // inputs of the same names say something else
  const removed = changes.flatMap(({ path, kind }) => (kind === "delete" ? [[path, undefined]] : []));
  return {
    ...state,
    ...inputs,
    ...Object.fromEntries(removed),
    method,
    expiresOn,
    ...unknown(...changes.flatMap(({ path }) => consequences[path] ?? [])),
  };
}

function unknown(...names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, unknownValue]));
}
