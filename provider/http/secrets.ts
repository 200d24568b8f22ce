/**
 * The secrets of the running operation, and the one place that takes them out of text.
 *
 * Each value is known in the forms it travels in: as it is, percent-encoded (in a URL or a form), within JSON, as base64,
 * and as the base64 of `user:value` (HTTP Basic).
 */
export interface Secrets {
  /** Remembers a secret; with the user it belongs to, its HTTP Basic form too. Empty values are passed over. */
  add(value: string, username?: string): void;
  /** The text with every secret, in any of its forms, replaced by `[secret]`. */
  redact(text: string): string;
}

/** Secrets to be remembered; none so far. */
export function createSecrets(): Secrets {
  const forms = new Set<string>();
  return {
    add(value, username) {
      if (value === "") return;
      for (const form of [value, ...(username === undefined ? [] : [`${username}:${value}`])]) {
        forms.add(form);
        forms.add(encodeURIComponent(form));
        forms.add(new URLSearchParams([["", form]]).toString().slice(1));
        forms.add(JSON.stringify(form).slice(1, -1));
        forms.add(toBase64(form));
      }
    },
    redact(text) {
      const found = [...forms].flatMap((form) => spansOf(form, text)).sort((a, b) => a.start - b.start);
      let redacted = "";
      let position = 0;
      for (const { start, end } of found) {
        // Where secrets overlap, one mark covers them all: nothing of one is left beside another.
        if (start >= position) redacted += `${text.slice(position, start)}[secret]`;
        position = Math.max(position, end);
      }
      return redacted + text.slice(position);
    },
  };
}

/** Where a form stands in a text, also where it overlaps itself. */
function spansOf(form: string, text: string): { start: number; end: number }[] {
  const spans = [];
  for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + 1)) {
    spans.push({ start, end: start + form.length });
  }
  return spans;
}

/** The base64 form of a text in UTF-8. */
function toBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/** The value of an `Authorization` header for HTTP Basic. */
export function toBasicAuthorization(username: string, secret: string): string {
  return `Basic ${toBase64(`${username}:${secret}`)}`;
}
