import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The tokens of a user as Jenkins 2.568.2 shows them: cards with the expiry; a narrow space stands before AM and PM. */
export const newestCardPage = readPage("2.568.2");

/** As 2.541.3 shows them: cards with the day of creation. */
export const cardPage = readPage("2.541.3");

/** As 2.346.3 shows them: rows of a form, the names in attributes. */
export const rowPage = readPage("2.346.3");

/** Tokens as 2.568.2 shows them in a language: one that ends in 3 days, in 30 days, two days ago, and never. */
export function expiryPage(language: "en-CA" | "en-US" | "de" | "ja" | "fr"): string {
  return readPage(`2.568.2-expiry.${language}`);
}

function readPage(name: string): string {
  return readFileSync(join(import.meta.dirname, "pages", `${name}.html`), "utf8");
}
