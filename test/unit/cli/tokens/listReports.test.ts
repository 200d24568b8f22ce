import { describe, expect, it } from "vitest";
import type { Held } from "../../../../cli/tokens/model/flags.ts";
import type { OwnedToken } from "../../../../cli/tokens/model/ownedToken.ts";
import type { Problem } from "../../../../cli/tokens/problem.ts";
import type { ListRenderer } from "../../../../cli/tokens/report/renderer.ts";
import { addToSummary, createSummary } from "../../../../cli/tokens/report/summary.ts";
import { toCsv } from "../../../../cli/tokens/report/toCsv.ts";
import { toJsonList } from "../../../../cli/tokens/report/toJsonList.ts";
import { toListTable } from "../../../../cli/tokens/report/toListTable.ts";
import { toPlainLine } from "../../../../provider/errors/plainText.ts";
import { daysAgo, described, now, stacks, uuid } from "./describedTokens.ts";

const options = { clean: (text: string) => toPlainLine(text), now, areAllStacksRead: true };

/** What a renderer prints of alice's tokens, one page for each list. */
function render(
  renderer: ListRenderer,
  pages: readonly (readonly Partial<OwnedToken>[])[],
  held?: Held,
  problems: readonly Problem[] = [],
): string {
  const summary = createSummary();
  const printed = pages.map((tokens) => {
    const owner = { owner: tokens[0]?.owner ?? "alice", tokens: tokens.map((more) => described(more, held)) };
    addToSummary(summary, owner.tokens);
    return renderer.page([owner]);
  });
  const url = "https://ci.example.com";
  const begin = renderer.begin({ url, login: "alice", from: "environment", stacks: held && ["dev", "prod"] });
  return [begin, ...printed, renderer.end(summary, problems)].join("");
}

const other = "00000000-0000-4000-8000-000000000000";
const various: readonly (readonly Partial<OwnedToken>[])[] = [
  [
    {},
    {
      tokenUuid: other,
      tokenName: "ci-1a2b3c4",
      isUsed: false,
      useCount: 0,
      expiresOn: "2027-01-06",
      isLegacy: true,
    },
    { tokenUuid: other, tokenName: "鍵 🔑 of everybody in the whole department of keys", isExpired: true },
  ],
  [{ owner: "bob", isUsed: undefined, useCount: undefined, lastUsedAt: undefined, neverExpires: undefined }],
];

describe("the table", () => {
  it("fits 80 columns", () => {
    const table = render(toListTable(options), various, stacks(uuid));
    expect(table).toMatchInlineSnapshot(`
      "https://ci.example.com as alice, from the environment
      Stacks read: dev, prod

        NAME                                CREATED     LAST USED     USES  EXPIRES
      alice
        deploy                              2026-06-15  2026-12-31       7  never
          8c42a1f0-2f3e-4b57-9a55-7b3f0e6c1d28  held by dev: ci
        ci-1a2b3c4                          2026-06-15  never            0  2027-01-06
          00000000-0000-4000-8000-000000000000  expires in 5 days · held by nobody
                                                likely left by an interrupted create
                                                legacy token · never used
        鍵 🔑 of everybody in the whole d…  2026-06-15  2026-12-31       7  never
          00000000-0000-4000-8000-000000000000  expired · held by nobody
      bob
        deploy                              2026-06-15  –                –  –
          8c42a1f0-2f3e-4b57-9a55-7b3f0e6c1d28  held by dev: ci

      4 tokens of 2 users: 1 expired, 1 expiring soon, 2 held by nobody, 1 likely left
      by interrupted creates, 1 legacy, 1 never used.
      "
    `);
  });

  it("has one line for a token in 120 columns, and one for what is remarkable", () => {
    const table = render(toListTable(options, 120), various, stacks(uuid));
    expect(table).toMatchInlineSnapshot(`
      "https://ci.example.com as alice, from the environment
      Stacks read: dev, prod

        NAME                                  UUID                                  CREATED     LAST USED     USES  EXPIRES
      alice
        deploy                                8c42a1f0-2f3e-4b57-9a55-7b3f0e6c1d28  2026-06-15  2026-12-31       7  never
          held by dev: ci
        ci-1a2b3c4                            00000000-0000-4000-8000-000000000000  2026-06-15  never            0  2027-01-06
          expires in 5 days · held by nobody · likely left by an interrupted create · legacy token · never used
        鍵 🔑 of everybody in the whole dep…  00000000-0000-4000-8000-000000000000  2026-06-15  2026-12-31       7  never
          expired · held by nobody
      bob
        deploy                                8c42a1f0-2f3e-4b57-9a55-7b3f0e6c1d28  2026-06-15  –                –  –
          held by dev: ci

      4 tokens of 2 users: 1 expired, 1 expiring soon, 2 held by nobody, 1 likely left by interrupted creates, 1 legacy, 1
      never used.
      "
    `);
    for (const line of table.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  it("says no more than it knows where a stack could not be read", () => {
    const table = render(toListTable({ ...options, areAllStacksRead: false }), [[{}]], stacks());
    expect(table).toContain("held by none of the stacks read\n");
    expect(table).toContain("1 token of 1 user: 1 held by none of the stacks read.");
    expect(table).not.toContain("nobody");
  });

  it.each([
    ["there are none", [], "No tokens."],
    ["none could be read", [{ subject: "bob", reason: "Jenkins is down." }], "No tokens could be read."],
  ])("says so where %s", (_, problems, expected) => {
    expect(render(toListTable(options), [[]], undefined, problems)).toMatch(new RegExp(`\n\n${expected}\n$`));
  });

  it("shows all resources that hold a token, and how", () => {
    const [holding] = stacks(uuid).holdings;
    const roles = ["current", "previous", "pendingDelete", "pendingOperation"] as const;
    const holdings = roles.map((as) => ({ ...holding, as, stack: `stack-${as}` }) as typeof holding & object);
    const table = render(toListTable(options, 120), [[{}]], { holdings, pendingCreates: [] });
    expect(table).toMatch(/held by stack-current: ci, stack-previous: ci \(previous token\)/);
    expect(table.replaceAll(/\s+/g, " ")).toContain(
      "stack-pendingDelete: ci (to be revoked), stack-pendingOperation: ci (interrupted operation)",
    );
  });

  it("can't be steered by a name", () => {
    const table = render(toListTable(options), [
      [{ tokenName: "x\u001b[2J\u202ey\n  z", owner: "a\u0007b" }],
    ]);
    for (const character of ["\u001b", "\u0007", "\u202e"]) expect(table).not.toContain(character);
    expect(table).toContain("x y z");
  });
});

describe("JSON", () => {
  it("is one document, whatever the number of pages", () => {
    const document = JSON.parse(
      render(toJsonList(options), various, stacks(uuid), [
        { subject: "eve", reason: "No.", hint: "Ask.", code: "x" },
      ]),
    );
    expect(document).toMatchObject({
      url: "https://ci.example.com",
      login: "alice",
      stacks: ["dev", "prod"],
      problems: [{ subject: "eve", reason: "No.", hint: "Ask.", code: "x" }],
      summary: {
        tokens: 4,
        owners: 2,
        flags: { expired: 1, expiresSoon: 1, unheld: 2, leftover: 1, legacy: 1 },
      },
    });
    expect(document.tokens).toHaveLength(4);
    expect(document.tokens[0]).toEqual({
      owner: "alice",
      name: "deploy",
      uuid,
      createdOn: "2026-06-15",
      lastUsedOn: "2026-12-31",
      uses: 7,
      expiresOn: null,
      isExpired: false,
      isLegacy: false,
      heldBy: [
        { stack: "dev", resource: "ci", urn: "urn:pulumi:dev::p::jenkins:index:ApiToken::ci", as: "current" },
      ],
      flags: [],
    });
  });

  it("has the same keys without any token, and null where nothing is known", () => {
    expect(JSON.parse(render(toJsonList(options), [[]]))).toEqual({
      url: "https://ci.example.com",
      login: "alice",
      stacks: null,
      tokens: [],
      problems: [],
      summary: {
        tokens: 0,
        owners: 0,
        flags: { expired: 0, expiresSoon: 0, unheld: 0, leftover: 0, legacy: 0, neverUsed: 0, unused: 0 },
      },
    });
    const unknown = { isUsed: undefined, useCount: undefined, lastUsedAt: undefined, createdAt: undefined };
    expect(JSON.parse(render(toJsonList(options), [[unknown]])).tokens[0]).toMatchObject({
      createdOn: null,
      lastUsedOn: null,
      uses: null,
      heldBy: null,
    });
  });
});

describe("CSV", () => {
  const csvOf = (more: Partial<OwnedToken>, held?: Held) =>
    render(toCsv(options), [[more]], held).split("\r\n");

  it("has a heading and a line for each token", () => {
    expect(csvOf({ isUsed: false, useCount: 0, lastUsedAt: undefined }, stacks(uuid))).toEqual([
      "owner,name,uuid,created_on,last_used_on,uses,expires_on,held_by,flags",
      `alice,deploy,${uuid},2026-06-15,,0,,dev: ci,neverUsed`,
      "",
    ]);
  });

  it("quotes what holds a comma or a quotation mark", () => {
    expect(csvOf({ tokenName: 'a "b", c' })[1]).toContain(`alice,"a ""b"", c",`);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/C calc'!A0"])(
    "%s is no formula in a spreadsheet",
    (tokenName) => {
      expect(csvOf({ tokenName })[1]).toContain(`alice,'${tokenName},`);
      expect(csvOf({ owner: tokenName })[1]).toMatch(/^'/);
    },
  );
});

it("the days without use are counted", () => {
  const table = render(toListTable(options), [[{ lastUsedAt: daysAgo(123) }]]);
  expect(table).toContain("not used for 123 days");
});
