import { z } from "zod";
import type { Credentials } from "../jenkins/client/credentials.ts";
import { certificatesSchema, isKeyOf, privateKeySchema } from "./pem.ts";
import {
  flagSchema,
  headersSchema,
  proxySchema,
  secondsSchema,
  urlSchema,
  wholeNumberSchema,
} from "./settings.ts";

/** HTTP Basic ends the user ID at the first colon. */
export const usernameSchema = z
  .string("must be a string")
  .min(1, "must not be empty")
  .refine((text) => text.trim() === text, "must not start or end with a space")
  .refine((text) => !text.includes(":"), "must not contain a colon: HTTP Basic can't carry it");

const secretSchema = z.string("must be a string").min(1, "must not be empty");

/** What a connection is made of, before it is checked as a whole; every source has these keys. */
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

/** The keys of a connection, in every source. */
export const connectionKeys = Object.keys(connectionSchema.shape) as (keyof ConnectionInput)[];

/** A connection as it is given: texts or values, where what has a default may be left out. */
export type ConnectionInput = z.input<typeof connectionSchema>;

/** How to reach one controller, and as whom. */
export type Connection = Omit<z.output<typeof connectionSchema>, "username" | "apiToken" | "password"> & {
  readonly credentials: Credentials;
};

/** What is wrong with a connection: the key, or undefined for the connection as a whole. */
export interface ConnectionProblem {
  readonly key: string | undefined;
  readonly reason: string;
}

/** The connection that raw values describe, or all that is wrong with them. */
export function parseConnection(
  raw: unknown,
): { readonly connection: Connection } | { readonly problems: readonly ConnectionProblem[] } {
  const problems = findProblems(raw);
  if (problems.length > 0) return { problems };
  const { username, apiToken, password = "", ...rest } = connectionSchema.parse(raw);
  const credentials = apiToken === undefined ? { username, password } : { username, apiToken };
  return { connection: { ...rest, credentials } };
}

/** All that is wrong with raw values; those of `unknownKeys` are still to come, and nothing is said of them. */
export function findProblems(
  raw: unknown,
  unknownKeys: ReadonlySet<string> = new Set(),
): readonly ConnectionProblem[] {
  if (!isObject(raw)) {
    return [{ key: undefined, reason: "must be an object with url, username, and apiToken or password" }];
  }
  const { error } = connectionSchema.safeParse(raw, { reportInput: true });
  const problems = [...(error?.issues.flatMap(toProblems) ?? []), ...pairProblems(raw, unknownKeys)];
  return problems.filter(({ key }) => key === undefined || !unknownKeys.has(key));
}

function isObject(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** Keys that go together, or don't. */
function pairProblems(
  raw: Readonly<Record<string, unknown>>,
  unknownKeys: ReadonlySet<string>,
): ConnectionProblem[] {
  const has = (key: keyof ConnectionInput) => raw[key] !== undefined || unknownKeys.has(key);
  const problems: ConnectionProblem[] = [];
  if (has("apiToken") && has("password")) {
    problems.push({ key: "password", reason: "is given besides apiToken; give only one of the two" });
  }
  if (!has("apiToken") && !has("password")) {
    problems.push({ key: "apiToken", reason: "is missing; give either apiToken or password" });
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

function toProblems(issue: z.core.$ZodIssue): ConnectionProblem[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ key, reason: "is not known here" }));
  const key = issue.path.join(".") || undefined;
  const isMissing = issue.code === "invalid_type" && issue.input === undefined;
  return [{ key, reason: isMissing ? "is missing" : issue.message }];
}
