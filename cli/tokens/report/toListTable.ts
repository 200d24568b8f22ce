import { styleText } from "node:util";
import { origins } from "../../report/origins.ts";
import { textWidth, toWidth } from "../../report/textWidth.ts";
import { wrap } from "../../report/wrap.ts";
import type { DescribedToken } from "../model/ownedToken.ts";
import { type TokenFlag, tokenFlags } from "../model/tokenFlags.ts";
import type { ListRenderer, RendererOptions } from "./renderer.ts";
import {
  countedWords,
  expiryOf,
  lastUseOf,
  toCount,
  toDayOrUndefined,
  toHolder,
  toWords,
  unknown,
} from "./words.ts";

type Colour = Parameters<typeof styleText>[0];

const colours: Readonly<Record<TokenFlag, Colour>> = {
  expired: "red",
  expiresSoon: "yellow",
  unheld: "yellow",
  leftover: "magenta",
  legacy: "yellow",
  neverUsed: "cyan",
  unused: "cyan",
};

/** From this width on, each token has its UUID in the same line. */
const wideWidth = 120;
const narrowWidth = 80;
const uuidWidth = 36;
const gap = "  ";
const indent = "  ";

/** A text, and how it is coloured. */
interface Note {
  readonly text: string;
  readonly colour: Colour;
}

/**
 * The list as a table for people, grouped by owner; coloured on a terminal, unless NO_COLOR is set. `width` is that of the terminal;
 * default: 80.
 */
export function toListTable(
  { clean, now, areAllStacksRead }: RendererOptions,
  width = narrowWidth,
): ListRenderer {
  const isWide = width >= wideWidth;
  const lineWidth = Math.min(width, wideWidth);
  /** The longest names of the first page decide how wide the column is. */
  let nameWidth: number | undefined;

  const others = (values: { uuid: string; created: string; used: string; uses: string; expires: string }) =>
    [
      ...(isWide ? [values.uuid.padEnd(uuidWidth)] : []),
      values.created.padEnd(10),
      values.used.padEnd(10),
      values.uses.padStart(6),
      values.expires,
    ].join(gap);

  const widestName = lineWidth - indent.length - others(widest).length - gap.length;

  function widthOfNames(tokens: readonly DescribedToken[]): number {
    const longest = Math.max(4, ...tokens.map(({ tokenName }) => textWidth(clean(tokenName))));
    return Math.max(Math.min(longest, widestName), 8);
  }

  function toRows(token: DescribedToken, names: number): string[] {
    const cells = others({
      uuid: token.tokenUuid,
      created: toDayOrUndefined(token.createdAt) ?? unknown,
      used: lastUseOf(token),
      uses: String(token.useCount ?? unknown),
      expires: expiryOf(token),
    });
    const notes = toNotes(token);
    const first = indent + toWidth(clean(token.tokenName), names) + gap + cells;
    const margin = indent + indent + (isWide ? "" : token.tokenUuid + gap);
    const lines = toLines(notes, Math.max(lineWidth - margin.length, 20));
    if (lines.length === 0) return isWide ? [first] : [first, indent + indent + dim(token.tokenUuid)];
    const start = isWide ? margin : indent + indent + dim(token.tokenUuid) + gap;
    return [first, ...lines.map((line, index) => (index === 0 ? start : " ".repeat(margin.length)) + line)];
  }

  function toNotes(token: DescribedToken): Note[] {
    const held = (token.heldBy ?? []).map((holding) => clean(toHolder(holding)));
    return [
      ...(held.length > 0 ? [{ text: `held by ${held.join(", ")}`, colour: "dim" as const }] : []),
      ...token.flags.map((flag) => ({ text: wordsOf(flag, token), colour: colours[flag] })),
    ];
  }

  /** What no stack holds that was read, one that was not may hold. */
  function wordsOf(flag: TokenFlag, token: DescribedToken): string {
    return flag === "unheld" && !areAllStacksRead ? unheldSoFar : toWords(flag, token, now);
  }

  return {
    begin({ url, login, from, stacks }) {
      const read = stacks === undefined ? "" : `Stacks read: ${stacks.map(clean).join(", ") || "none"}\n`;
      const connection = `${url} as ${clean(login)}, from ${origins[from]}`;
      return `${connection}\n${wrapped(read, lineWidth)}\n`;
    },
    page(owners) {
      const shown = owners.filter(({ tokens }) => tokens.length > 0);
      if (shown.length === 0) return "";
      const isFirst = nameWidth === undefined;
      nameWidth ??= widthOfNames(shown.flatMap(({ tokens }) => tokens));
      const names = nameWidth;
      const heading = isFirst ? [dim(indent + toWidth("NAME", names) + gap + others(headings))] : [];
      const lines = shown.flatMap(({ owner, tokens }) => [
        bold(clean(owner)),
        ...tokens.flatMap((token) => toRows(token, names)),
      ]);
      return `${[...heading, ...lines].join("\n")}\n`;
    },
    end({ tokens, owners, flags }, problems) {
      const counts = tokenFlags
        .filter((flag) => flags[flag] > 0)
        .map(
          (flag) =>
            `${flags[flag]} ${flag === "unheld" && !areAllStacksRead ? unheldSoFar : countedWords[flag]}`,
        );
      const none = problems.length > 0 ? "No tokens could be read" : "No tokens";
      const of = tokens === 0 ? none : `${toCount(tokens, "token")} of ${toCount(owners, "user")}`;
      const total = `${of}${counts.length > 0 ? `: ${counts.join(", ")}` : ""}.`;
      return `${tokens === 0 ? "" : "\n"}${wrap(total, lineWidth).join("\n")}\n`;
    },
  };
}

const unheldSoFar = "held by none of the stacks read";
const headings = { uuid: "UUID", created: "CREATED", used: "LAST USED", uses: "USES", expires: "EXPIRES" };

const widest = { ...headings, expires: "2026-01-01" };

/** Notes in lines of at most `width` characters, each note in its colour. */
function toLines(notes: readonly Note[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let lineLength = 0;
  for (const { text, colour } of notes) {
    const needed = textWidth(text) + (line === "" ? 0 : 3);
    if (line !== "" && lineLength + needed > width) {
      lines.push(line);
      line = "";
      lineLength = 0;
    }
    const parts = wrap(text, width);
    for (const part of parts.slice(0, -1)) lines.push(styled(colour, part));
    const last = parts.at(-1) ?? "";
    line += (line === "" ? "" : " · ") + styled(colour, last);
    lineLength += textWidth(last) + (lineLength === 0 ? 0 : 3);
  }
  return line === "" ? lines : [...lines, line];
}

function wrapped(text: string, width: number): string {
  return text === "" ? "" : `${wrap(text.trimEnd(), width).join("\n")}\n`;
}

function dim(text: string): string {
  return styled("dim", text);
}

function bold(text: string): string {
  return styled("bold", text);
}

function styled(format: Colour, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}
