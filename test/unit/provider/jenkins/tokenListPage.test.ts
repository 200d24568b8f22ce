import { describe, expect, it } from "vitest";
import type { HttpResponse } from "../../../../provider/http/httpClient.ts";
import { listTokens } from "../../../../provider/jenkins/tokenListPage.ts";
import { cardPage, newestCardPage, rowPage } from "./tokenListPages.ts";

const notFound: HttpResponse = { status: 404, headers: {}, body: "" };
const ok = (body: string): HttpResponse => ({ status: 200, headers: {}, body });

/** A controller that has these pages. */
function having(pages: Record<string, HttpResponse>) {
  return async (path: string) => pages[path] ?? notFound;
}

const listOf = (pages: Record<string, HttpResponse>, user = "alice") => listTokens(having(pages), user);

const oneUsedOneNot = [
  {
    tokenUuid: "ebcf72f5-67df-481e-950f-55c16383b3ce",
    tokenName: `od"d <b>&amp; 'späth' 雪`,
    createdAt: Date.UTC(2026, 10, 22, 10, 31, 56),
    isUsed: true,
    isExpired: false,
    isLegacy: false,
  },
  {
    tokenUuid: "34ec1571-43ae-4e26-9372-21e01ae88f08",
    tokenName: "never used",
    createdAt: Date.UTC(2026, 10, 22, 22, 5, 7),
    isUsed: false,
    isExpired: false,
    isLegacy: false,
  },
];

describe("the tokens on a user's page", () => {
  it("are the cards of the newest versions, without the template of a card", async () => {
    expect(await listOf({ "/user/alice/security/": ok(newestCardPage) })).toEqual(oneUsedOneNot);
  });

  it("are the cards of versions without expiry", async () => {
    expect(await listOf({ "/user/alice/security/": ok(cardPage) })).toEqual(oneUsedOneNot);
  });

  it("are the rows of older versions, without the row of a new token", async () => {
    expect(await listOf({ "/user/alice/security/": ok(rowPage) })).toEqual(oneUsedOneNot);
  });

  it("are on the page of the user's configuration in versions without a security page", async () => {
    expect(await listOf({ "/user/alice/configure": ok(rowPage) })).toEqual(oneUsedOneNot);
  });

  it("are looked for at the path of any user", async () => {
    const path = "/user/sp%C3%A4th%20smith%2Bx%40corp/security/";
    expect(await listOf({ [path]: ok(cardPage) }, "späth smith+x@corp")).toHaveLength(2);
  });

  it("are none for a user who has none", async () => {
    const empty = '<div class="token-list"><div class="token-list-empty-item">No API tokens</div></div>';
    expect(await listOf({ "/user/alice/security/": ok(empty) })).toEqual([]);
  });

  it.each([
    ["may not be seen", { status: 403, headers: {}, body: "<h1>Access Denied</h1>" }],
    ["belongs to a user who isn't there", notFound],
    ["isn't one that is known", ok("<html><h1>Security, all new</h1></html>")],
    ["is a login page", { status: 302, headers: { location: "/login" }, body: "" }],
  ])("aren't known from a page that %s", async (_, response) => {
    expect(await listOf({ "/user/alice/security/": response })).toBeUndefined();
  });

  it("are told to be expired by their mark, whatever the language", async () => {
    const expired = newestCardPage.replaceAll(
      /"warning token-creation">[^<]+/g,
      '"error token-creation">Dieses Token ist abgelaufen',
    );
    const tokens = await listOf({ "/user/alice/security/": ok(expired) });
    expect(tokens?.map(({ isExpired }) => isExpired)).toEqual([true, true]);
  });

  it.each([
    ["cards", newestCardPage.replaceAll("Last used", "Benutzt").replaceAll("Never used", "Nie benutzt")],
    ["rows", rowPage.replaceAll("Used", "Benutzt").replaceAll("Never used", "Nie benutzt")],
  ])("are used or not whatever the language of the %s", async (_, german) => {
    const tokens = await listOf({ "/user/alice/security/": ok(german) });
    expect(tokens?.map(({ isUsed }) => isUsed)).toEqual([true, false]);
  });

  it.each([
    ["cards", newestCardPage.replaceAll(/token-use-counter|token-never-used/g, "no-statistics")],
    ["rows", rowPage.replaceAll("token-use-counter", "no-statistics")],
  ])("may be used or not where the %s show no statistics", async (_, page) => {
    const tokens = await listOf({ "/user/alice/security/": ok(page) });
    expect(tokens?.map(({ isUsed }) => isUsed)).toEqual([undefined, undefined]);
  });

  it("have no creation time where the date is in another language", async () => {
    const german = newestCardPage.replaceAll(/Created on [^"]+/g, "Erstellt am 22.11.2026, 10:31:56");
    const tokens = await listOf({ "/user/alice/security/": ok(german) });
    expect(tokens?.map(({ createdAt }) => createdAt)).toEqual([undefined, undefined]);
  });
});
