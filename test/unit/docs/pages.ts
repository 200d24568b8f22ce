import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const checkout = join(import.meta.dirname, "../../..");

/** A page for users. */
export interface Page {
  /** Its path in the repository. */
  readonly name: string;
  readonly text: string;
}

const toPage = (name: string): Page => ({ name, text: readFileSync(join(checkout, name), "utf8") });

/** The README and what is under docs/. */
export const pages: readonly Page[] = [
  "README.md",
  ...readdirSync(join(checkout, "docs")).map((name) => `docs/${name}`),
].map(toPage);

/** A block of code, with the line on which it begins. */
export interface Block {
  readonly title: string;
  readonly code: string;
}

/** The blocks of a language in all pages: those between fences. */
export function blocksOf(language: string): readonly Block[] {
  return pages.flatMap(({ name, text }) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms"))].map((match) => ({
      title: `${name}:${text.slice(0, match.index).split("\n").length}`,
      code: match[1] ?? "",
    })),
  );
}

/** The blocks of all pages that are indented, as commands are. */
export function indentedBlocks(): readonly Block[] {
  return pages.flatMap(({ name, text }) => {
    const withoutFences = text.replaceAll(/^```.*?^```$/gms, (fenced) => fenced.replaceAll(/.+/g, ""));
    return [...withoutFences.matchAll(/(?<=\n\n)(?: {4}.*\n)+/g)].map((match) => ({
      title: `${name}:${withoutFences.slice(0, match.index).split("\n").length}`,
      code: match[0].replaceAll(/^ {4}/gm, ""),
    }));
  });
}
