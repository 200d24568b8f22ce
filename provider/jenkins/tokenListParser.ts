import type { HtmlHandler } from "./html.ts";
import type { ListedToken } from "./listedToken.ts";
import { toUsableName } from "./names.ts";
import { isUuid } from "./uuid.ts";

/** Collects the tokens of a user's page while it is read. */
export interface TokenListParser extends HtmlHandler {
  /** Those of the page so far. */
  readonly tokens: readonly ListedToken[];
  /** Whether the page holds a list of tokens, which may be empty. */
  readonly hasList: boolean;
  /** Whether the end of the page was seen. */
  readonly hasEnd: boolean;
}

/** What is read of one card, or of one row of the older mark-up. */
interface Card {
  readonly isRow: boolean;
  readonly isLegacy: boolean;
  tokenUuid: string;
  tokenName: string;
  created: string;
  creation: string;
  creationClasses: readonly string[];
  hasCounter: boolean;
  hasNeverUsed: boolean;
  hasCount: boolean;
  count: string;
  lastUsed: string;
}

/** More tokens, or longer texts, have no real page. */
const mostTokens = 1_000_000;
const longestText = 64 * 1024;

/**
 * A parser for both mark-ups: cards since 2.505, rows of a form before. A card goes from its own start to that of its
 * controls; the elements in between are distinguished by their classes, and never by words, which may be of another language.
 */
export function createTokenListParser(): TokenListParser {
  const tokens: ListedToken[] = [];
  let hasList = false;
  let hasEnd = false;
  let card: Card | undefined;
  /** The text of the card that is being read, and the tag that ends it. */
  let reading: { readonly field: "tokenName" | "creation" | "count"; readonly tag: string } | undefined;

  function endCard(): void {
    reading = undefined;
    if (card && isUuid(card.tokenUuid) && tokens.length < mostTokens) tokens.push(toListedToken(card));
    card = undefined;
  }

  return {
    attributes: ["class", "id", "name", "value", "tooltip", "title"],
    tokens,
    get hasList() {
      return hasList;
    },
    get hasEnd() {
      return hasEnd;
    },
    onOpen(tag, attributes) {
      const classes = (attributes.class ?? "").split(/\s+/);
      const has = (name: string) => classes.includes(name);
      if (has("token-list")) hasList = true;
      if (has("token-card") || has("token-list-item")) {
        endCard();
        const isRow = has("token-list-existing-item");
        if (isRow || has("token-card")) card = newCard(isRow, has("legacy-token"), attributes.id ?? "");
      }
      if (!card) return;
      if (has("token-controls") || has("token-revoke")) endCard();
      else if (has("token-uuid-input")) card.tokenUuid = attributes.value ?? "";
      else if (has("token-name")) {
        if (card.isRow) card.tokenName = attributes.value ?? "";
        else reading = { field: "tokenName", tag };
      } else if (has("token-creation")) {
        card.created = attributes[card.isRow ? "title" : "tooltip"] ?? "";
        card.creationClasses = classes;
        reading = { field: "creation", tag };
      } else if (has("token-use-counter")) {
        card.hasCounter = true;
        card.hasCount = !card.isRow;
        if (card.isRow) card.lastUsed = attributes.title ?? "";
        else reading = { field: "count", tag };
      } else if (has("token-never-used")) card.hasNeverUsed = true;
      else if (tag === "b" && card.isRow && card.hasCounter && !card.hasCount) {
        card.hasCount = true;
        reading = { field: "count", tag };
      } else if (tag === "span" && attributes.tooltip && !card.isRow) card.lastUsed = attributes.tooltip;
    },
    onText(text) {
      if (card && reading && card[reading.field].length < longestText) card[reading.field] += text;
    },
    onClose(tag) {
      if (tag === "html") hasEnd = true;
      if (tag === reading?.tag) reading = undefined;
      if (tag === "html") endCard();
    },
  };
}

function newCard(isRow: boolean, isLegacy: boolean, tokenUuid: string): Card {
  const texts = { tokenUuid, tokenName: "", created: "", creation: "", count: "", lastUsed: "" };
  return {
    isRow,
    isLegacy,
    ...texts,
    creationClasses: [],
    hasCounter: false,
    hasNeverUsed: false,
    hasCount: false,
  };
}

function toListedToken(card: Card): ListedToken {
  const { isRow, isLegacy, creation, creationClasses, hasCount, hasCounter, hasNeverUsed } = card;
  const isNeverUsed = isRow ? hasCounter && !hasCount : hasNeverUsed;
  const expiresOn = /\d{4}-\d\d-\d\d/.exec(creation)?.[0];
  const isExpired = creationClasses.includes("error");
  // Jenkins warns of a token whose last days have come, and of one that has none.
  const isWarning = creationClasses.includes("warning");
  return {
    tokenUuid: copyOf(card.tokenUuid),
    tokenName: toUsableName(copyOf(card.tokenName)),
    createdAt: toTime(card.created),
    isUsed: hasCount || (isNeverUsed ? false : undefined),
    useCount: hasCount ? toCount(card.count) : isNeverUsed ? 0 : undefined,
    lastUsedAt: hasCount ? toTime(card.lastUsed) : undefined,
    expiresOn: expiresOn && copyOf(expiresOn),
    isExpired,
    neverExpires:
      expiresOn !== undefined || isExpired ? false : (isWarning && !/\d/.test(creation)) || undefined,
    isLegacy,
  };
}

/** A copy of its own: a part of a text keeps the whole text in memory, here a whole piece of the page. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}

function toCount(text: string): number | undefined {
  const digits = text.replace(/\D/g, "");
  return digits === "" ? undefined : Number(digits);
}

/** `Created on Nov 22, 2026, 10:31:56 a.m.`, of whatever spaces, which differ between versions of Java. */
function toTime(text: string): number | undefined {
  const plain = text.replace("Created on ", "").replaceAll(".", "").replace(/\s+/g, " ");
  const time = Date.parse(`${plain} UTC`);
  return Number.isNaN(time) ? undefined : time;
}
