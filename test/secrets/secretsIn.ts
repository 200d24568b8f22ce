import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";

/** A secret, and the key that it stands under. */
interface NamedSecret {
  readonly name: string;
  readonly value: string;
}

/** The secrets among settings, variables or inputs, however deep they stand, also in JSON. */
export function secretsIn(values: object, isHeaders = false): NamedSecret[] {
  return Object.entries(values).flatMap(([name, given]) => {
    const inner = toObject(given);
    if (inner) return secretsIn(inner, /headers$/.test(name));
    const text = typeof given === "string" ? given : "";
    const value = isHeaders ? text : secretOf(name, text);
    return value === "" || value === unknownValue ? [] : [{ name, value }];
  });
}

/** What is secret of a text under a key: all of it, the password in a URL, a private key that isn't a path. */
function secretOf(name: string, text: string): string {
  if (/(token|tokenValue|password|passphrase|fixedValue)$/i.test(name)) return text;
  if (/(url|proxy)$/i.test(name)) return /:([^:@/]+)@/.exec(text)?.[1] ?? "";
  return /clientKey$/.test(name) && text.includes("-----BEGIN ") ? text : "";
}

function toObject(value: unknown): object | undefined {
  const parsed = typeof value === "string" && /^[[{]/.test(value) ? parse(value) : value;
  return typeof parsed === "object" && parsed !== null ? parsed : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
