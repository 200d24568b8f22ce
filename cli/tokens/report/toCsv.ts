import type { DescribedToken } from "../model/ownedToken.ts";
import type { ListRenderer, RendererOptions } from "./renderer.ts";
import { toDayOrUndefined, toHolder } from "./words.ts";

const columns = [
  "owner",
  "name",
  "uuid",
  "created_on",
  "last_used_on",
  "uses",
  "expires_on",
  "held_by",
  "flags",
];

/** The list as CSV (RFC 4180), with stable columns; more may come at the end. */
export function toCsv({ clean }: RendererOptions): ListRenderer {
  const toRow = (token: DescribedToken) => [
    clean(token.owner),
    clean(token.tokenName),
    token.tokenUuid,
    toDayOrUndefined(token.createdAt) ?? "",
    toDayOrUndefined(token.lastUsedAt) ?? "",
    String(token.useCount ?? ""),
    token.expiresOn ?? "",
    (token.heldBy ?? []).map((holding) => clean(toHolder(holding))).join("; "),
    token.flags.join(" "),
  ];
  return {
    begin: () => toLine(columns),
    page: (owners) =>
      owners
        .flatMap(({ tokens }) => tokens)
        .map((token) => toLine(toRow(token)))
        .join(""),
    end: () => "",
  };
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(",")}\r\n`;
}

/** Spreadsheets calculate what begins like a formula; after an apostrophe they show it as it is. */
function toCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
