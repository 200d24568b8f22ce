import { JenkinsError } from "./jenkinsError.ts";
import { toPlainLine } from "./plainText.ts";
import type { Redact, Shown } from "./shown.ts";

/** What stands between the words of a message: a text from outside, a number, the summary of an error, a message of our own. */
type Part = string | number | JenkinsError | Shown;

/**
 * A message to the user that is not an error. As in errors, secrets are looked for only in what came from outside, such as a
 * name or a response: its own words, those of the template, stay whole, also where a password is one of them.
 */
export function message(words: TemplateStringsArray, ...parts: readonly Part[]): Shown {
  return {
    toText: (redact) =>
      words.map((word, index) => word + (index in parts ? toText(parts[index] ?? "", redact) : "")).join(""),
  };
}

/** A message of nothing but words of our own, and of URLs of controllers, which hold no credentials. */
export function own(text: string): Shown {
  return { toText: () => toPlainLine(text, Number.POSITIVE_INFINITY) };
}

/** What an error advises. */
export function hintOf(error: JenkinsError): Shown {
  return { toText: (redact) => error.redacted(redact).hint };
}

/** Messages after one another, without those that are undefined. */
export function joined(...messages: readonly (Shown | undefined)[]): Shown {
  return { toText: (redact) => messages.flatMap((each) => each?.toText(redact) ?? []).join(" ") };
}

function toText(part: Part, redact: Redact): string {
  if (part instanceof JenkinsError) return part.redacted(redact).summary;
  return typeof part === "object" ? part.toText(redact) : toPlainLine(redact(String(part)));
}
