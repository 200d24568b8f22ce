import { z } from "zod";
import type { Credentials } from "../jenkins/client/credentials.ts";
import { findMeant } from "./didYouMean.ts";
import { certificatesSchema, isKeyOf, privateKeySchema } from "./pem.ts";
import type { ValueProblem } from "./problem.ts";
import {
  flagSchema,
  headersSchema,
  proxySchema,
  secondsSchema,
  secretSchema,
  toMap,
  urlSchema,
  usernameSchema,
  wholeNumberSchema,
} from "./settings.ts";
import { toShownName } from "./shownName.ts";

/** The settings of a connection, before it is checked as a whole; every source has these keys. */
const connectionSchema = z.strictObject({
  url: urlSchema,
  username: usernameSchema,
  apiToken: secretSchema.optional(),
  password: secretSchema.optional(),
  caCert: certificatesSchema.optional(),
  clientCert: certificatesSchema.optional(),
  clientKey: privateKeySchema.optional(),
  insecureSkipTlsVerify: flagSchema.default(false),
  proxy: proxySchema.optional(),
  headers: headersSchema.default({}),
  requestTimeoutSeconds: secondsSchema.refine((seconds) => seconds > 0, "must be more than 0").default(30),
  maxRetries: wholeNumberSchema.default(4),
  waitForReadySeconds: secondsSchema.default(0),
});

/** The name of one setting of a connection. */
export type ConnectionKey = keyof typeof connectionSchema.shape;

/** The keys of a connection, in every source. */
export const connectionKeys = Object.keys(connectionSchema.shape) as ConnectionKey[];

/** How to reach one controller, and as whom. */
export type Connection = Omit<z.output<typeof connectionSchema>, "username" | "apiToken" | "password"> & {
  readonly credentials: Credentials;
};

/** What a connection must be at least. */
const shapeProblem = "must be an object with url, username, and apiToken or password";

/** The connection that raw values describe, or all that is wrong with them. */
export function parseConnection(
  raw: unknown,
): { readonly connection: Connection } | { readonly problems: readonly ValueProblem[] } {
  const problems = findProblems(raw);
  if (problems.length > 0) return { problems };
  const { username, apiToken, password = "", ...rest } = connectionSchema.parse(raw);
  const credentials = apiToken === undefined ? { username, password } : { username, apiToken };
  return { connection: { ...rest, credentials } };
}

/** All that is wrong with raw values; those of `unknownKeys` are still to come, and are not reported. */
export function findProblems(
  raw: unknown,
  unknownKeys: ReadonlySet<string> = new Set(),
): readonly ValueProblem[] {
  const values = toMap(raw);
  if (!values) return [{ key: undefined, reason: shapeProblem }];
  const { error } = connectionSchema.safeParse(values, { reportInput: true });
  const problems = error?.issues.flatMap(toProblems) ?? [];
  const known = problems.filter(({ key }) => key === undefined || !unknownKeys.has(key));
  return [...known, ...pairProblems(values, unknownKeys)];
}

/** Keys that go together, or don't. */
function pairProblems(
  raw: Readonly<Record<string, unknown>>,
  unknownKeys: ReadonlySet<string>,
): ValueProblem[] {
  const has = (key: ConnectionKey) => raw[key] !== undefined || unknownKeys.has(key);
  const problems: ValueProblem[] = [];
  if (has("apiToken") && has("password")) {
    problems.push({ key: "password", reason: "is given besides apiToken; give only one of the two" });
  }
  if (!has("apiToken") && !has("password")) {
    problems.push({ key: "apiToken", reason: missingCredential });
  }
  if (has("clientCert") && !has("clientKey"))
    problems.push({ key: "clientKey", reason: "is missing; clientCert needs it" });
  if (has("clientKey") && !has("clientCert"))
    problems.push({ key: "clientCert", reason: "is missing; clientKey needs it" });
  const { data: clientCert } = certificatesSchema.safeParse(raw.clientCert);
  const { data: clientKey } = privateKeySchema.safeParse(raw.clientKey);
  if (clientCert !== undefined && clientKey !== undefined && !isKeyOf(clientCert, clientKey))
    problems.push({ key: "clientKey", reason: "is not the key of clientCert" });
  return problems;
}

/** The reason where a connection has neither of both. */
export const missingCredential = "is missing; give either apiToken or password";

function toProblems(issue: z.core.$ZodIssue): ValueProblem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ key: toShownName(key), reason: unknownReason(key) }));
  const key = issue.path.join(".") || undefined;
  const isMissing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ key, reason: isMissing ? "is missing" : issue.message }];
}

function unknownReason(key: string): string {
  const meant = findMeant(key, connectionKeys);
  return `is not known here${meant ? `; did you mean ${meant}?` : ""}`;
}
