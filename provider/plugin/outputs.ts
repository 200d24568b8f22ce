import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { toBasicAuthorization } from "../http/secrets.ts";
import type { Change } from "../token/index.ts";
import {
  isMap,
  type PlainProperties,
  Secret,
  toPlainValue,
  toStruct,
  unknownValue,
  type WireProperties,
  withSecretsOf,
} from "./wire.ts";

/** Outputs that a program gets ready to use; the core knows the token alone. */
const derivedNames = ["authorization", "basicAuth"] as const;

const secretNames = ["tokenValue", "previousTokenValue", "connection", "fixedValue", ...derivedNames];

/** What the engine gets of the outputs: all of them, secret where they are or where `origin` is at the same place. */
export function toOutputs(outputs: PlainProperties, origin: WireProperties): Struct {
  return toStruct(withSecrets(withSecretsOf(withDerived(outputs), origin)));
}

/** The outputs of a resource with those that follow from its token. */
function withDerived(outputs: PlainProperties): PlainProperties {
  const { username, tokenValue } = outputs;
  if (typeof username !== "string" || typeof tokenValue !== "string") return outputs;
  if ([username, tokenValue].includes(unknownValue)) {
    return { ...outputs, authorization: unknownValue, basicAuth: unknownValue };
  }
  return {
    ...outputs,
    authorization: toBasicAuthorization(username, tokenValue),
    basicAuth: { username, password: tokenValue },
  };
}

/** The state without what follows from it, and without what the dynamic resource keeps there for itself. */
export function withoutForeign(properties: PlainProperties): PlainProperties {
  const entries = Object.entries(properties).filter(
    ([name]) => !name.startsWith("__") && !derivedNames.some((derived) => derived === name),
  );
  return Object.fromEntries(entries);
}

/** The derived outputs that a state of the dynamic resource does not have: an update adds them without a request to Jenkins. */
export function missingDerived(state: PlainProperties): readonly Change[] {
  return derivedNames
    .filter((name) => state[name] === undefined)
    .map((path) => ({ path, kind: "add", replaces: false }));
}

/** Properties with a {@link Secret} around what is secret whether or not the user marked it. */
export function withSecrets(properties: WireProperties): WireProperties {
  const marked = { ...properties };
  for (const name of secretNames) {
    if (marked[name] !== undefined) marked[name] = toSecret(marked[name]);
  }
  if (isMap(marked.adopt) && marked.adopt.tokenValue !== undefined) {
    marked.adopt = { ...marked.adopt, tokenValue: toSecret(marked.adopt.tokenValue) };
  }
  return marked;
}

/** One mark is enough: what is in it needs none of its own. */
export function toSecret(value: unknown): Secret {
  return new Secret(toPlainValue(value));
}
