import { z } from "zod";
import { httpUrlProblem } from "./httpUrl.ts";
import { proxyUrlProblem } from "./proxy.ts";

/** Stack configuration and environment hold text; a resource holds values. Each setting takes both. */

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

/** A time in seconds, 0 or more; parts of a second count. */
export const secondsSchema = z.coerce.number("must be a number of seconds").min(0, "must be 0 or more");

/** A number of times, 0 or more. */
export const wholeNumberSchema = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(0, "must be 0 or more");

/** The headers that are ours, or the connection's, to set. */
const ownHeaders = new Set([
  ...["accept", "accept-language", "authorization", "cookie", "host", "proxy-authorization"],
  ...["connection", "content-length", "content-type", "expect", "keep-alive", "transfer-encoding", "upgrade"],
]);

/** `pulumi config set --path` makes a number of a text of digits. */
const headerValueSchema = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string("must be a string").regex(/^[\t\x20-\x7e\xa0-\xff]*$/, "must be one line of Latin text"),
);

/** Headers by name; from text, as JSON. */
export const headersSchema = z.preprocess(
  parseJsonText,
  z.record(z.string(), headerValueSchema, "must be a map of headers").superRefine((headers, context) => {
    for (const name of Object.keys(headers)) {
      const message = nameProblem(name);
      if (message) context.addIssue({ code: "custom", path: [name], message });
    }
  }),
);

function nameProblem(name: string): string | undefined {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return "is not the name of a header";
  return ownHeaders.has(name.toLowerCase()) ? "is set by the provider itself" : undefined;
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

function fail(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
