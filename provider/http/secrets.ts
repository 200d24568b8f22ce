import { type Reading, readingsOf, type Span } from "./readings.ts";

/** The secrets of the running operation, and the one place that takes them out of text. */
export interface Secrets {
  /** Remembers a secret. Empty values are ignored. */
  add(value: string): void;
  /**
   * The text with every secret replaced by `[secret]`, in whatever form it is written: see {@link readingsOf}. Of a text that is
   * shortened, only the first `length` characters are returned; a secret that continues behind them is recognized.
   */
  redact(text: string, length?: number): string;
}

const mark = "[secret]";

/** A shorter secret is taken out only where no letter or digit is next to it: `no` is not a part of `unknown`. */
const shortestWithinWords = 5;

/** Secrets to be remembered; none so far. */
export function createSecrets(): Secrets {
  /** By the characters that they begin with, so that a text is searched once for any number of secrets. */
  const secrets = new Map<string, Set<string>>();
  const beginningLengths = new Set<number>();

  function add(secret: string): void {
    const beginning = secret.slice(0, longestBeginning);
    beginningLengths.add(beginning.length);
    secrets.set(beginning, (secrets.get(beginning) ?? new Set()).add(secret));
  }

  function spansIn(reading: Reading): Span[] {
    const { text } = reading;
    const spans: Span[] = [];
    for (let start = 0; start < text.length; start++) {
      for (const length of beginningLengths) {
        for (const secret of secrets.get(text.slice(start, start + length)) ?? []) {
          const end = start + secret.length;
          if (text.startsWith(secret, start) && isSecret(reading, start, end))
            spans.push(reading.spanOf(start, end));
        }
      }
    }
    return spans;
  }

  return {
    add(value) {
      if (value === "") return;
      // A page shows line breaks as spaces, and a server may read UTF-8 as Latin text.
      for (const form of [value, value.trim().replace(/\s+/g, " ") || value]) {
        add(form);
        add(Buffer.from(form, "utf8").toString("latin1"));
      }
    },
    redact: (text, length = text.length) => withMarks(text, readingsOf(text).flatMap(spansIn), length),
  };
}

/** In characters. Shorter secrets are their own beginning. */
const longestBeginning = 4;

/** As base64, any text reads as some other: shorter secrets would be found there by chance. */
const shortestInBase64 = { asWord: 3, withinWords: 4 };

/** Whether what was found is no mere part of a word. */
function isSecret({ text, isBase64 }: Reading, start: number, end: number): boolean {
  const isWithinWord = isWord(text[start - 1]) || isWord(text[end]);
  const { asWord, withinWords } = isBase64
    ? shortestInBase64
    : { asWord: 1, withinWords: shortestWithinWords };
  return end - start >= (isWithinWord ? withinWords : asWord);
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/** The first `length` characters, with one mark for each group of spans that overlap: nothing of one is left beside another. */
function withMarks(text: string, found: readonly Span[], length: number): string {
  const marks = [...text.matchAll(/\[secret\]/g)].map(({ index }) => ({
    start: index,
    end: index + mark.length,
  }));
  const isInMark = (span: Span) => marks.some(({ start, end }) => span.start >= start && span.end <= end);
  const spans = found.filter((span) => !isInMark(span)).sort((a, b) => a.start - b.start);
  let redacted = "";
  let position = 0;
  for (const { start, end } of spans) {
    if (start >= length) break;
    if (start >= position) redacted += `${text.slice(position, start)}${mark}`;
    position = Math.max(position, end);
  }
  return redacted + text.slice(position, Math.max(position, length));
}

/** The value of an `Authorization` header for HTTP Basic. */
export function toBasicAuthorization(username: string, secret: string): string {
  return `Basic ${Buffer.from(`${username}:${secret}`, "utf8").toString("base64")}`;
}
