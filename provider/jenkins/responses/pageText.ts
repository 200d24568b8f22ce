import { decodeEntities } from "../../http/readings.ts";

/** The words of a page. */
export interface PageText {
  /** Title, headings and what the page calls an error, in the order of the page. */
  readonly headings: readonly string[];
  /** All of the text. */
  readonly text: string;
}

/** A tag, or what holds no text: a comment, a declaration, a script, a style. One without end takes the rest. */
const markup =
  /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\b[^<>]*>?|$)|<[!?][^<>]*>?|<(\/?)([a-z][a-z0-9]*)([^<>]*)>?/gi;

/**
 * Reads the words of a page in one pass. It keeps no stack of elements, so that its time is linear in the length of the page,
 * whatever is nested or left open there.
 */
export function readPageText(html: string): PageText {
  const headings: string[] = [];
  const texts: string[] = [];
  let heading: { readonly tag: string; depth: number; readonly from: number } | undefined;
  let position = 0;

  function endHeading(): void {
    if (heading) headings.push(texts.slice(heading.from).join(""));
    heading = undefined;
  }

  for (const match of html.matchAll(markup)) {
    const [whole, , slash, name, attributes = ""] = match;
    texts.push(decodeEntities(html.slice(position, match.index)));
    position = match.index + whole.length;
    const tag = name?.toLowerCase();
    if (heading) {
      if (tag === heading.tag) heading.depth += slash ? -1 : 1;
      if (heading.depth === 0) endHeading();
    } else if (tag !== undefined && !slash && isHeading(tag, attributes)) {
      heading = { tag, depth: 1, from: texts.length };
    }
  }
  texts.push(decodeEntities(html.slice(position)));
  endHeading();
  return { headings, text: texts.join(" ") };
}

function isHeading(tag: string, attributes: string): boolean {
  return ["title", "h1", "h2"].includes(tag) || /\bclass\s*=\s*["']?(?:[^"'=]*\s)?error\b/i.test(attributes);
}
