import { toPlainLine } from "../../errors/plainText.ts";
import type { HttpResponse } from "../../http/httpClient.ts";
import type { Secrets } from "../../http/secrets.ts";
import { readPageText } from "./pageText.ts";
import { toJson } from "./responseKinds.ts";

const longest = 200;
/** In characters: as much of a response is looked at. */
const longestRead = 64 * 1024;
/** As much of its words may become the summary; a secret that begins there may be as long again. */
const longestWords = 2 * 1024;

/** A token or crumb that Jenkins has just created is no known secret yet, and a response that can't be read may hold it. */
const unknownSecret = /[0-9a-f]{16,}/gi;

/**
 * What a response says, without secrets, in one plain line of at most 200 characters: the message of Jetty's JSON, the title
 * and headings of a page, else the first line.
 */
export function summarize({ headers, body }: HttpResponse, redact: Secrets["redact"]): string {
  const start = body.slice(0, longestRead);
  // Secrets are taken out before anything changes around them or within them.
  const redactWords = (words: string) =>
    redact(words.trim().slice(0, 2 * longestWords), longestWords).replace(unknownSecret, "[secret]");
  const message = headers["content-type"]?.includes("json") ? messageOf(start) : undefined;
  const lines =
    message === undefined && isMarkup(start)
      ? wordsOf(start).map((words) => toPlainLine(redactWords(words)))
      : [redactWords(message ?? start).split("\n", 1)[0] ?? ""];
  return toPlainLine([...new Set(lines.filter((line) => line !== ""))].join(" – "), longest);
}

function messageOf(body: string): string | undefined {
  const json = toJson(body);
  return typeof json === "object" && json && "message" in json ? String(json.message) : undefined;
}

function isMarkup(body: string): boolean {
  return /^\s*<(!|[a-z])/i.test(body);
}

function wordsOf(page: string): readonly string[] {
  const { headings, text } = readPageText(page);
  return headings.some((heading) => heading.trim() !== "") ? headings : [text];
}
