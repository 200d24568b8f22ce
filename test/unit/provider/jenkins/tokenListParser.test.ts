import { describe, expect, it } from "vitest";
import { loadHtmlReader, NotHtml } from "../../../../provider/jenkins/html.ts";
import { createTokenListParser } from "../../../../provider/jenkins/tokenListParser.ts";
import { cardPage, expiryPage, newestCardPage, rowPage } from "./tokenListPages.ts";

const createReader = await loadHtmlReader();

/** The tokens of a page that arrives in pieces; undefined where it holds no whole list. */
function parse(page: string, pieceLength = page.length) {
  const list = createTokenListParser();
  const reader = createReader(list);
  for (let start = 0; start < page.length; start += pieceLength)
    reader.write(page.slice(start, start + pieceLength));
  return list.hasList && list.hasEnd ? list.tokens : undefined;
}

const used = {
  tokenUuid: "ebcf72f5-67df-481e-950f-55c16383b3ce",
  tokenName: `od"d <b>&amp; 'späth' 雪`,
  createdAt: Date.UTC(2026, 10, 22, 10, 31, 56),
  isUsed: true,
  isExpired: false,
  isLegacy: false,
};
const neverUsed = {
  tokenUuid: "34ec1571-43ae-4e26-9372-21e01ae88f08",
  tokenName: "never used",
  createdAt: Date.UTC(2026, 10, 22, 22, 5, 7),
  isUsed: false,
  useCount: 0,
  isExpired: false,
  isLegacy: false,
};

describe("the tokens on a user's page", () => {
  it.each([
    ["of versions with expiry", newestCardPage, true],
    ["of versions without", cardPage, undefined],
  ])("are the cards %s, without the template of a card", (_, page, neverExpires) => {
    const lastUsedAt = Date.UTC(2026, 10, 23, 11, 14, 33);
    expect(parse(page)).toEqual([
      { ...used, useCount: 3, lastUsedAt, neverExpires },
      { ...neverUsed, neverExpires },
    ]);
  });

  it("are the rows of older versions, without the row of a new token", () => {
    const lastUsedAt = Date.UTC(2026, 10, 23, 11, 14, 36);
    expect(parse(rowPage)).toEqual([{ ...used, useCount: 4, lastUsedAt }, neverUsed]);
  });

  it.each([1, 2, 7, 100])("are the same where the page arrives in pieces of %i characters", (length) => {
    for (const page of [newestCardPage, cardPage, rowPage, expiryPage("en-CA")])
      expect(parse(page, length)).toEqual(parse(page));
  });

  it("are none for a user who has none", () => {
    const empty =
      '<html><div class="token-list"><div class="token-list-empty-item">No API tokens</div></div></html>';
    expect(parse(empty)).toEqual([]);
  });

  it("may be the user's legacy token", () => {
    const page = newestCardPage.replace('class="token-card "', 'class="token-card legacy-token"');
    expect(parse(page)?.map(({ isLegacy }) => isLegacy)).toEqual([true, false]);
  });

  it("are known by a UUID alone", () => {
    const page = newestCardPage.replaceAll("ebcf72f5-67df-481e-950f-55c16383b3ce", "<b>\u001b[2J");
    expect(parse(page)?.map(({ tokenName }) => tokenName)).toEqual(["never used"]);
  });
});

describe("the expiry of tokens", () => {
  it("is a day in the English of Canada", () => {
    expect(
      parse(expiryPage("en-CA"))?.map(({ tokenName, expiresOn, isExpired, neverExpires, createdAt }) => ({
        tokenName,
        expiresOn,
        isExpired,
        neverExpires,
        createdAt,
      })),
    ).toEqual(
      [
        { tokenName: "ends in 3", expiresOn: "2026-11-29", isExpired: false, neverExpires: false },
        { tokenName: "ends in 30", expiresOn: "2026-12-26", isExpired: false, neverExpires: false },
        { tokenName: "expired", isExpired: true, neverExpires: false },
        { tokenName: "plain", isExpired: false, neverExpires: true },
      ].map((token) => ({ ...token, createdAt: Date.UTC(2026, 10, 26, 0, 12, 3) })),
    );
  });

  it.each(["en-US", "de", "ja", "fr"] as const)(
    "isn't known where the page is in another language (%s), though it is known what has expired and what never does",
    (language) => {
      expect(
        parse(expiryPage(language))?.map(({ expiresOn, isExpired, neverExpires }) => [
          expiresOn,
          isExpired,
          neverExpires,
        ]),
      ).toEqual([
        [undefined, false, undefined],
        [undefined, false, undefined],
        [undefined, true, false],
        [undefined, false, true],
      ]);
    },
  );

  it("is known by marks, not by words", () => {
    const page = expiryPage("en-CA").replace("This token has expired", "Dieses Token ist abgelaufen");
    expect(parse(page)?.map(({ isExpired }) => isExpired)).toEqual([false, false, true, false]);
  });
});

describe("the use of tokens", () => {
  it.each([
    ["cards", newestCardPage.replaceAll("Last used", "Benutzt").replaceAll("Never used", "Nie benutzt")],
    ["rows", rowPage.replaceAll("Used", "Benutzt").replaceAll("Never used", "Nie benutzt")],
  ])("is known whatever the language of the %s", (_, german) => {
    expect(parse(german)?.map(({ isUsed }) => isUsed)).toEqual([true, false]);
  });

  it.each([
    ["cards", newestCardPage.replaceAll(/token-use-counter|token-never-used/g, "no-statistics")],
    ["rows", rowPage.replaceAll("token-use-counter", "no-statistics")],
  ])("isn't known where the %s show no statistics", (_, page) => {
    expect(parse(page)?.map(({ isUsed, useCount }) => [isUsed, useCount])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it("has no times where dates are in another language", () => {
    const german = newestCardPage.replaceAll(/tooltip="Created on [^"]+/g, 'tooltip="22.11.2026, 10:31:56');
    expect(parse(german)?.map(({ createdAt }) => createdAt)).toEqual([undefined, undefined]);
  });
});

describe("a page that isn't a whole list", () => {
  it.each([
    ["cut off in the middle of a card", newestCardPage.slice(0, newestCardPage.length / 2)],
    ["cut off at its last tag", newestCardPage.replace("</html>", "</htm")],
    ["of new mark-up", "<html><h1>Security, all new</h1></html>"],
    ["in a comment that never ends", newestCardPage.replace("<body>", "<body><!--")],
    ["empty", ""],
  ])("has no tokens: %s", (_, page) => {
    expect(parse(page)).toBeUndefined();
  });

  it.each([
    ["a comment", "<!--"],
    ["the name of a tag", "<a"],
    ["the value of an attribute", '<a class="'],
    ["the name of an attribute", "<a b"],
  ])("ends where %s never does", (_, start) => {
    expect(() => parse(start + "x".repeat(3 * 1024 * 1024), 64 * 1024)).toThrow(NotHtml);
  });
});

describe("a page of very many elements", () => {
  const pages = {
    "100,000 tokens": Array.from({ length: 100_000 }, (_, index) => card(index)).join(""),
    "elements nested 20,000 deep": "<div>".repeat(20_000) + card(0) + "</p></div>".repeat(20_000),
    "a million tags that nobody opened": "</x>".repeat(1_000_000) + card(0),
  };

  it.each(Object.entries(pages))("is read in steps in proportion to its size: %s", (_, body) => {
    const page = `<html><div class="token-list">${body}</div></html>`;
    expect(parse(page, 64 * 1024)).toHaveLength(page.split('class="token-card"').length - 1);
  });
});

function card(index: number): string {
  const id = `ebcf72f5-67df-481e-950f-${String(index).padStart(12, "0")}`;
  return `<div id="${id}" class="token-card"><span class="token-name">deploy</span></div>`;
}
