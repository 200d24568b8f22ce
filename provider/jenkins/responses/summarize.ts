import { parse } from "node-html-parser";
import type { HttpResponse } from "../../http/httpClient.ts";
import { toJson } from "./responseKinds.ts";

const longest = 200;

/** A token or crumb that Jenkins has just made is no known secret yet, and an answer that can't be read may hold it. */
const unknownSecret = /[0-9a-f]{16,}/gi;

/**
 * What an answer says, without secrets, in one line of at most 200 characters: the message of Jetty's JSON, the title and
 * headings of a page, else the first line.
 */
export function summarize({ headers, body }: HttpResponse, redact: (text: string) => string): string {
  const text = redact(
    (headers["content-type"]?.includes("json") && messageOf(body)) || pageText(body) || firstLine(body),
  ).replace(unknownSecret, "[secret]");
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function messageOf(body: string): string | undefined {
  const json = toJson(body);
  return typeof json === "object" && json && "message" in json ? String(json.message) : undefined;
}

function pageText(body: string): string | undefined {
  if (!/^\s*<(!|[a-z])/i.test(body)) return undefined;
  const page = parse(body);
  const parts = page.querySelectorAll("title, h1, h2, .error").map(({ text }) => toLine(text));
  return [...new Set(parts.filter((part) => part !== ""))].join(" – ") || toLine(page.text);
}

function toLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function firstLine(body: string): string {
  return body.trim().split("\n", 1)[0] ?? "";
}
