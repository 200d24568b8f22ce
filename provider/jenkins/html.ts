/** What is found in a page, in its order. Names of tags are in lower case. */
export interface HtmlHandler {
  /** The names of the attributes that are wanted; all others are passed over. */
  readonly attributes: readonly string[];
  onOpen(tag: string, attributes: Readonly<Record<string, string>>): void;
  onClose(tag: string): void;
  /** A part of a text, decoded; texts come in pieces of any length. */
  onText(text: string): void;
}

/** Reads a page while it arrives. @throws NotHtml */
export interface HtmlReader {
  write(text: string): void;
}

/** A page with a tag, an attribute or a comment that is longer than in any real page. */
export class NotHtml extends Error {}

/** In characters. */
const longestSection = 1024 * 1024;

/**
 * Loads the parser, which is needed for long pages alone. Its readers see a page as a flat sequence of tags and
 * texts. They keep no stack of open elements, so they are linear in the size of the page, however deep its elements are
 * nested, and keep no more of it than the section at hand.
 */
export async function loadHtmlReader(): Promise<(handler: HtmlHandler) => HtmlReader> {
  const { Tokenizer } = await import("htmlparser2");
  return (handler) => {
    const wanted = new Set(handler.attributes);
    let held = "";
    let heldFrom = 0;
    let neededFrom = 0;
    let tag = "";
    let attributes: Record<string, string> = {};
    let attribute = "";

    function take(start: number, end: number): string {
      neededFrom = end;
      return held.slice(start - heldFrom, end - heldFrom);
    }

    function skip(_start: number, end: number): void {
      neededFrom = end;
    }

    function addToAttribute(text: string): void {
      if (!wanted.has(attribute)) return;
      const value = attributes[attribute] + text;
      if (value.length > longestSection) throw new NotHtml();
      attributes[attribute] = value;
    }

    function endTag(): void {
      handler.onOpen(tag, attributes);
    }

    const tokenizer = new Tokenizer(
      // Jenkins' icons hold `<title/>`, which would otherwise turn the rest of the page into text.
      { recognizeSelfClosing: true },
      {
        onopentagname(start, end) {
          tag = take(start, end).toLowerCase();
          attributes = {};
        },
        onattribname(start, end) {
          attribute = take(start, end).toLowerCase();
          if (wanted.has(attribute)) attributes[attribute] = "";
        },
        onattribdata: (start, end) => addToAttribute(take(start, end)),
        onattribentity: (codePoint) => addToAttribute(String.fromCodePoint(codePoint)),
        onattribend() {},
        onopentagend: endTag,
        onselfclosingtag: endTag,
        onclosetag: (start, end) => handler.onClose(take(start, end).toLowerCase()),
        ontext: (start, end) => handler.onText(take(start, end)),
        ontextentity(codePoint, end) {
          neededFrom = end;
          handler.onText(String.fromCodePoint(codePoint));
        },
        oncdata: skip,
        oncomment: skip,
        ondeclaration: skip,
        onprocessinginstruction: skip,
        onend() {},
      },
    );
    return {
      write(text) {
        const pending = held.slice(neededFrom - heldFrom);
        if (pending.length > longestSection) throw new NotHtml();
        held = pending + text;
        heldFrom = neededFrom;
        tokenizer.write(text);
      },
    };
  };
}
