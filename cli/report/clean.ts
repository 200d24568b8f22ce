import { toPlainLine } from "../../provider/errors/plainText.ts";
import type { Secrets } from "../../provider/http/secrets.ts";

/** Makes a text from outside safe to print: no secrets, and one line without control characters. */
export type Clean = (text: string) => string;

/** The reasons and hints of errors are longer than a name; nothing that is worth reading is longer than this. */
const longest = 1500;

/** Cleaning that knows these secrets. */
export function createClean({ redact }: Secrets): Clean {
  return (text) => toPlainLine(redact(text), longest);
}
