/**
 * A text as it reads when a notation in it is decoded. Bytes become characters one by one, as in Latin text: what is UTF-8
 * there must be looked for as Latin text too.
 */
export interface Reading {
  readonly text: string;
  /** Whether it may be noise: any word can be decoded as base64. */
  readonly isBase64: boolean;
  /** Where the characters from `start` to before `end` stand in the original. */
  spanOf(start: number, end: number): Span;
}

/** A part of a text: from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Decodes what `pattern` finds; undefined where that is nothing. */
interface Notation {
  readonly pattern: RegExp;
  decode(match: readonly (string | undefined)[]): string | undefined;
}

const percent: Notation = {
  pattern: /%([0-9a-f]{2})/gi,
  decode: ([, hex]) => String.fromCharCode(Number.parseInt(`${hex}`, 16)),
};

const form: Notation = {
  pattern: /%([0-9a-f]{2})|\+/gi,
  decode: ([, hex]) => (hex === undefined ? " " : String.fromCharCode(Number.parseInt(hex, 16))),
};

const whiteSpace: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Of JSON, JavaScript, Java and Groovy. */
const backslash: Notation = {
  pattern: /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gi,
  decode: ([, unit, byte, character = ""]) =>
    unit || byte
      ? String.fromCharCode(Number.parseInt(`${unit ?? byte}`, 16))
      : (whiteSpace[character] ?? character),
};

const entity: Notation = {
  pattern: /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}\d{0,2}));?/gi,
  decode([, decimal, hex, name = ""]) {
    if (decimal === undefined && hex === undefined) return namedEntities[name];
    const code = decimal === undefined ? Number.parseInt(`${hex}`, 16) : Number(decimal);
    return code > 0x10ffff ? undefined : String.fromCodePoint(code);
  },
};

/** By name: those of Latin text from U+00A0 on, in order, and those of ASCII. */
const namedEntities: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para " +
      "middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave " +
      "Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc " +
      "Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc " +
      "iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"
    )
      .split(" ")
      .map((name, index) => [name, String.fromCharCode(0xa0 + index)]),
  ),
  ...{
    quot: '"',
    QUOT: '"',
    amp: "&",
    AMP: "&",
    lt: "<",
    LT: "<",
    gt: ">",
    GT: ">",
    apos: "'",
    Tab: "\t",
    NewLine: "\n",
  },
  ...{
    excl: "!",
    num: "#",
    dollar: "$",
    percnt: "%",
    lpar: "(",
    rpar: ")",
    ast: "*",
    plus: "+",
    comma: ",",
    period: ".",
  },
  ...{
    sol: "/",
    colon: ":",
    semi: ";",
    equals: "=",
    quest: "?",
    commat: "@",
    lsqb: "[",
    lbrack: "[",
    bsol: "\\",
  },
  ...{
    rsqb: "]",
    rbrack: "]",
    Hat: "^",
    lowbar: "_",
    grave: "`",
    lcub: "{",
    lbrace: "{",
    verbar: "|",
    vert: "|",
  },
  ...{ rcub: "}", rbrace: "}" },
};

/** The text of HTML that holds no tags. */
export function decodeEntities(html: string): string {
  return html.replace(entity.pattern, (whole, ...groups) => entity.decode([whole, ...groups]) ?? whole);
}

const textNotations = [percent, form, backslash, entity];

/**
 * Plain and URL-safe base64, with or without padding. A secret may begin anywhere in a longer text, and what was encoded may
 * begin at any of four characters, as after a path: all four are read, one after the other.
 */
const base64: Notation = {
  pattern: /[A-Za-z0-9+/_-]{6,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}/g,
  decode: ([run = ""]) =>
    [0, 1, 2, 3].map((offset) => Buffer.from(run.slice(offset), "base64").toString("latin1")).join(end),
};

/** Stands between texts that don't belong together. */
const end = "\0";

/**
 * The text as it is, and as it reads percent-encoded, form-encoded, with backslashes as in JSON, and as HTML, each also within
 * another of these; and as base64 in any of these, which may hold one of them again.
 */
export function readingsOf(text: string): Reading[] {
  const original = new Decoded(text);
  const once = inTextNotations(original);
  const plain = unique([original, ...once, ...once.flatMap(inTextNotations)]);
  const decoded = unique(plain.flatMap((reading) => reading.decodeOnly(base64) ?? []));
  return [...plain, ...decoded, ...decoded.flatMap(inTextNotations)];
}

function inTextNotations(reading: Decoded): Decoded[] {
  return textNotations.flatMap((notation) => reading.decode(notation) ?? []);
}

function unique(readings: readonly Decoded[]): Decoded[] {
  return [...new Map(readings.map((reading) => [reading.text, reading])).values()];
}

/** A reading, with the place in the original of each of its characters. */
class Decoded implements Reading {
  readonly text: string;
  readonly isBase64: boolean;
  readonly #starts: readonly number[] | undefined;
  readonly #ends: readonly number[] | undefined;

  /** Without places, the text is the original. */
  constructor(text: string, isBase64 = false, starts?: readonly number[], ends?: readonly number[]) {
    this.text = text;
    this.isBase64 = isBase64;
    this.#starts = starts;
    this.#ends = ends;
  }

  spanOf(start: number, end: number): Span {
    return { start: this.#starts?.[start] ?? start, end: this.#ends?.[end - 1] ?? end };
  }

  /** Undefined where the text has nothing in this notation. */
  decode(notation: Notation): Decoded | undefined {
    return this.#decode(notation, this.isBase64, (start, stop) => this.text.slice(start, stop));
  }

  /** Without what isn't base64; what comes of it stands for all of it. */
  decodeOnly(notation: Notation): Decoded | undefined {
    return this.#decode(notation, true, (start, stop) => (start < stop ? end : ""));
  }

  #decode(
    { pattern, decode }: Notation,
    isBase64: boolean,
    between: (start: number, stop: number) => string,
  ): Decoded | undefined {
    const parts: string[] = [];
    const [starts, ends]: [number[], number[]] = [[], []];
    const add = (part: string, toSpan: (index: number) => Span) => {
      parts.push(part);
      for (let index = 0; index < part.length; index++) {
        const span = toSpan(index);
        starts.push(span.start);
        ends.push(span.end);
      }
    };
    let position = 0;
    const addBetween = (stop: number) => {
      const start = position;
      add(between(start, stop), (index) => this.spanOf(start + index, start + index + 1));
    };
    for (const match of this.text.matchAll(pattern)) {
      const decoded = decode(match);
      if (decoded === undefined) continue;
      addBetween(match.index);
      position = match.index + match[0].length;
      const span = this.spanOf(match.index, position);
      add(decoded, () => span);
    }
    if (parts.length === 0) return undefined;
    addBetween(this.text.length);
    return new Decoded(parts.join(""), isBase64, starts, ends);
  }
}
