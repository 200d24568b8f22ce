import { z } from "zod";
import { isStorable, notStorable } from "../jenkins/storable.ts";
import { httpUrlProblem } from "./httpUrl.ts";
import { proxyUrlProblem } from "./proxy.ts";
import { looksLikeSecret } from "./shownName.ts";

/** Stack configuration and environment hold text; a resource holds values. Each setting accepts both. */

/** URL of a controller: http(s), with its context path, without trailing slashes, credentials, query or fragment. */
export const urlSchema = z.string("must be a string").transform((text, context) => {
  const problem = httpUrlProblem(text, "https://ci.example.com/jenkins");
  if (problem !== undefined) return fail(context, problem);
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    return fail(context, "must not carry credentials; use username, and apiToken or password");
  }
  if (url.search !== "" || url.hash !== "") return fail(context, "must not have a query or fragment");
  return url.origin + url.pathname.replace(/\/+$/, "");
});

/** HTTP Basic ends the user ID at the first colon. */
export const usernameSchema = z
  .string("must be a string")
  .min(1, "must not be empty")
  .refine((text) => text.trim() === text, "must not start or end with a space")
  .refine((text) => !text.includes(":"), "must not contain a colon: HTTP Basic can't carry it")
  .refine((text) => !/^\.{1,2}$/.test(text), "must not be a dot or two: no URL can lead to such a user")
  .refine(isStorable, notStorable);

/** An API token or a password. */
export const secretSchema = z
  .string("must be a string")
  .min(1, "must not be empty")
  .refine((text) => !/\p{Cc}/u.test(text), "must be one line, without control characters");

/** URL of a proxy, which may carry credentials. */
export const proxySchema = z.string("must be a string").transform((text, context) => {
  const problem = proxyUrlProblem(text);
  return problem === undefined ? new URL(text).href : fail(context, problem);
});

/** True or false, also as text. */
export const flagSchema = z.union(
  [z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")],
  "must be true or false",
);

/** More than a day is a typo, and more than 24 days is more than a timer of Node can wait. */
const maxSeconds = 86_400;

/** A time in seconds, 0 or more; parts of a second count. */
export const secondsSchema = z.coerce
  .number("must be a number of seconds")
  .min(0, "must be 0 or more")
  .max(maxSeconds, `must be ${maxSeconds} (a day) or less`);

/** A number of times, 0 or more. */
export const wholeNumberSchema = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(0, "must be 0 or more");

/** The headers that the provider, or its HTTP client, sets. */
const ownHeaders = new Set([
  ...["accept", "accept-language", "authorization", "host"],
  ...["connection", "content-length", "content-type", "expect", "keep-alive", "transfer-encoding", "upgrade"],
]);

/** Headers by name; from text, as JSON. */
export const headersSchema = z.unknown().transform((given, context): Record<string, string> => {
  const headers = toMap(parseJsonText(given));
  if (!headers) return fail(context, "must be a map of headers");
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const nameProblem = findNameProblem(name, Object.keys(headers));
      if (nameProblem) context.addIssue({ code: "custom", ...nameProblem });
      // `pulumi config set --path` turns a text of digits into a number.
      const text = typeof value === "number" ? String(value) : value;
      if (!nameProblem && !isHeaderValue(text)) {
        const message = typeof text === "string" ? "must be one line of Latin text" : "must be a string";
        context.addIssue({ code: "custom", path: [name], message });
      }
      return [name, String(text)];
    }),
  );
});

function isHeaderValue(value: unknown): boolean {
  return typeof value === "string" && /^[\t\x20-\x7e\xa0-\xff]*$/.test(value);
}

/** A name that can't be one may be the secret itself, so it is not repeated. */
function findNameProblem(
  name: string,
  names: readonly string[],
): { path?: [string]; message: string } | undefined {
  if (!isHeaderName(name)) {
    return { message: "holds a name that is not the name of an HTTP header" };
  }
  const lowerCase = name.toLowerCase();
  if (ownHeaders.has(lowerCase)) return { path: [name], message: "is set by the provider itself" };
  const first = names.find((other) => other.toLowerCase() === lowerCase);
  return first === name ? undefined : { path: [name], message: `is given twice, also as ${first}` };
}

/** Whether a text can be the name of a header. Of what HTTP allows, only the characters that people use. */
export function isHeaderName(name: string): boolean {
  return /^[A-Za-z0-9_.-]+$/.test(name) && !looksLikeSecret(name);
}

/** A text that holds JSON, as a map in stack configuration does; anything else as it is. */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A value that is a map of others by name; undefined for any other. */
export function toMap(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function fail(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
