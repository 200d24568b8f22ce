import { z } from "zod";
import { isProxyUrl } from "./proxy.ts";

/** Stack configuration and environment hold text; a resource holds values. Each setting takes both. */

/** URL of a controller: http(s), with its context path, without trailing slashes, credentials, query or fragment. */
export const urlSchema = z.string("must be a string").transform((text, context) => {
  const url = toHttpUrl(text, context, "https://ci.example.com/jenkins");
  if (!url) return z.NEVER;
  if (url.username !== "" || url.password !== "") {
    return fail(context, "must not carry credentials; use username, and apiToken or password");
  }
  if (url.search !== "" || url.hash !== "") return fail(context, "must not have a query or fragment");
  return url.origin + url.pathname.replace(/\/+$/, "");
});

/** URL of a proxy, which may carry credentials. */
export const proxySchema = z.string("must be a string").transform((text, context) => {
  const url = toHttpUrl(text, context, "http://proxy.example.com:3128");
  if (!url) return z.NEVER;
  return isProxyUrl(url.href) ? url.href : fail(context, "has a % in its login that must be written %25");
});

export const flagSchema = z.union(
  [z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")],
  "must be true or false",
);

export const secondsSchema = z.coerce.number("must be a number of seconds").min(0, "must be 0 or more");

export const wholeNumberSchema = z.coerce
  .number("must be a number")
  .int("must be a whole number")
  .min(0, "must be 0 or more");

/** The headers that are ours to set. */
const ownHeaders = new Set(["authorization", "cookie", "host", "content-length", "content-type"]);

/** `pulumi config set --path` makes a number of a text of digits. */
const headerValueSchema = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string("must be a string").regex(/^[^\r\n\0]*$/, "must be one line of text"),
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

function toHttpUrl(text: string, context: z.RefinementCtx, example: string): URL | undefined {
  if (!URL.canParse(text)) {
    fail(context, `must be a URL such as ${example}`);
    return undefined;
  }
  const url = new URL(text);
  if (url.protocol === "https:" || url.protocol === "http:") return url;
  fail(context, "must start with https:// or http://");
  return undefined;
}

function fail(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}
