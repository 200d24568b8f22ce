import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { unknownValue } from "../token/model/unknown.ts";

export { unknownValue };

/** A value that the engine keeps encrypted, wherever it stands. */
export class Secret {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** Properties as they arrive: plain values, with a {@link Secret} around each secret one. */
export type WireProperties = Readonly<Record<string, unknown>>;

/** Properties without any {@link Secret} around their values. */
export type PlainProperties = Readonly<Record<string, unknown>>;

/** The engine marks an unknown value with the type it will have. */
const unknownValues = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Distinguishes an object that stands for something else from one of the user; its value is for what. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Reads what the engine sends; nothing is an empty map. */
export function fromStruct(struct: Struct | undefined): WireProperties {
  return struct ? (toObject(struct) as WireProperties) : {};
}

function toObject(struct: Struct): unknown {
  const entries: [string, unknown][] = [];
  struct.getFieldsMap().forEach((value, key) => {
    entries.push([key, fromValue(value)]);
  });
  const object = Object.fromEntries(entries);
  return object[signatureKey] === secretSignature ? new Secret(object.value) : object;
}

function fromValue(value: Value): unknown {
  switch (value.getKindCase()) {
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.STRING_VALUE: {
      const text = value.getStringValue();
      return unknownValues.has(text) ? unknownValue : text;
    }
    case Value.KindCase.LIST_VALUE:
      return value.getListValue()?.getValuesList().map(fromValue) ?? [];
    case Value.KindCase.STRUCT_VALUE:
      return toObject(value.getStructValue() ?? new Struct());
    default:
      return null;
  }
}

/** What is sent to the engine. Properties without a value are left out. */
export function toStruct(properties: WireProperties): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [key, value] of Object.entries(properties)) {
    if (value !== undefined) fields.set(toText(key), toValue(value));
  }
  return struct;
}

function toValue(value: unknown): Value {
  const result = new Value();
  if (value instanceof Secret) {
    result.setStructValue(toStruct({ [signatureKey]: secretSignature, value: value.value ?? null }));
  } else if (Array.isArray(value)) {
    const list = new ListValue();
    list.setValuesList(value.map(toValue));
    result.setListValue(list);
  } else if (typeof value === "object" && value !== null) {
    result.setStructValue(toStruct(value as WireProperties));
  } else if (typeof value === "string") {
    result.setStringValue(toText(value));
  } else if (typeof value === "number") {
    result.setNumberValue(value);
  } else if (typeof value === "boolean") {
    result.setBoolValue(value);
  } else {
    result.setNullValue(NullValue.NULL_VALUE);
  }
  return result;
}

/** Protobuf texts are UTF-8, which has no half of a surrogate pair: the engine would reject the whole response. */
function toText(text: string): string {
  return text.toWellFormed();
}

/** The values alone. */
export function toPlain(properties: WireProperties): PlainProperties {
  return toPlainValue(properties) as PlainProperties;
}

/** The value alone. */
export function toPlainValue(value: unknown): unknown {
  if (value instanceof Secret) return toPlainValue(value.value);
  if (Array.isArray(value)) return value.map(toPlainValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlainValue(item)]));
}

/** Plain properties with a {@link Secret} wherever `origin` has one at the same place; an array that holds one is secret as a whole. */
export function withSecretsOf(properties: PlainProperties, origin: WireProperties): WireProperties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      Object.hasOwn(origin, key) ? withSecretOf(value, origin[key]) : value,
    ]),
  );
}

function withSecretOf(value: unknown, origin: unknown): unknown {
  if (isMap(value) && isMap(origin)) return withSecretsOf(value, origin);
  return value !== undefined && holdsSecret(origin) ? new Secret(value) : value;
}

function holdsSecret(value: unknown): boolean {
  if (value instanceof Secret) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsSecret);
}

/** Whether a value is an object of the user, with names and values. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}
