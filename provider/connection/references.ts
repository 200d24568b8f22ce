import { z } from "zod";
import type { ValueProblem } from "./problem.ts";
import { isHeaderName, parseJsonText, toMap } from "./settings.ts";

/** Where a secret comes from that a connection doesn't hold itself. It is read once in each process. */
export type SecretReference =
  | { readonly env: string }
  /** A path, relative to the program's folder. */
  | { readonly file: string }
  /** A program and its arguments, for which no shell is started. */
  | { readonly command: readonly string[] };

/** A setting that is a reference: `apiToken`, or `headers.X-Key`. */
export interface FoundReference {
  readonly key: string;
  readonly reference: SecretReference;
}

type Values = Readonly<Record<string, unknown>>;

/** The settings of a connection that may be a reference; the values of `headers` may be, too. */
export const secretKeys = ["apiToken", "password", "clientKey", "proxy"] as const;

const withoutNul = (text: string) => !text.includes("\0");
const textSchema = z.string().min(1).refine(withoutNul);
/** `pulumi config set --path` turns what looks like a number or a flag into one. */
const argumentSchema = z.preprocess(
  (value) => (typeof value === "number" || typeof value === "boolean" ? String(value) : value),
  z.string().refine(withoutNul),
);

const referenceSchema = z.union([
  z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
  z.strictObject({ file: textSchema }),
  z.strictObject({ command: z.tuple([textSchema], argumentSchema) }),
]);

const shape = 'must be a text, { env: "NAME" }, { file: "path" } or { command: ["program", "argument"] }';

/** The values of a connection without those that are objects, and what these refer to. */
export function separateReferences(values: Values): {
  readonly values: Values;
  readonly references: readonly FoundReference[];
  /** The keys that were taken out of the values. */
  readonly taken: ReadonlySet<string>;
  readonly problems: readonly ValueProblem[];
} {
  const isReference = (value: unknown) => typeof value === "object" && value !== null;
  const headers = toMap(parseJsonText(values.headers));
  const taken = secretKeys.filter((key) => isReference(values[key]));
  const candidates: [key: string, value: unknown][] = [
    ...taken.map((key) => [key, values[key]] as [string, unknown]),
    // What is wrong with a name is found with the other values.
    ...Object.entries(headers ?? {}).flatMap(([name, value]): [string, unknown][] =>
      isReference(value) && isHeaderName(name) ? [[`headers.${name}`, value]] : [],
    ),
  ];
  const parsed = candidates.map(([key, value]) => ({
    key,
    reference: referenceSchema.safeParse(value).data,
  }));
  return {
    values: {
      ...values,
      ...Object.fromEntries(taken.map((key) => [key, undefined])),
      ...(headers && { headers: mapValues(headers, (value) => (isReference(value) ? "" : value)) }),
    },
    references: parsed.flatMap(({ key, reference }) => (reference ? [{ key, reference }] : [])),
    taken: new Set(taken),
    problems: parsed.flatMap(({ key, reference }) => (reference ? [] : [{ key, reason: shape }])),
  };
}

/** The values with the texts that their references, by key, refer to. */
export function withTexts(values: Values, texts: ReadonlyMap<string, string>): Values {
  const headers = toMap(values.headers);
  return {
    ...values,
    ...Object.fromEntries(secretKeys.map((key) => [key, texts.get(key) ?? values[key]])),
    ...(headers && {
      headers: mapValues(headers, (value, name) => texts.get(`headers.${name}`) ?? value),
    }),
  };
}

function mapValues(map: Values, toValue: (value: unknown, name: string) => unknown): Values {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, toValue(value, name)]));
}
