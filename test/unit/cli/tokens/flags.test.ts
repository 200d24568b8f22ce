import { describe, expect, it } from "vitest";
import { isUnusedFor } from "../../../../cli/tokens/model/flags.ts";
import type { OwnedToken } from "../../../../cli/tokens/model/ownedToken.ts";
import { isSelected, type Selection } from "../../../../cli/tokens/model/selection.ts";
import { daysAgo, described, now, stacks, token, uuid } from "./describedTokens.ts";

const other = "00000000-0000-4000-8000-000000000000";

describe("a token is marked", () => {
  it.each<
    [what: string, more: Partial<OwnedToken>, held: ReturnType<typeof stacks> | undefined, flags: string[]]
  >([
    ["with nothing, where no stack was read", {}, undefined, []],
    ["with nothing, where a stack holds it", {}, stacks(uuid), []],
    [
      "with nothing, where a stack holds it in other letters",
      { tokenUuid: uuid.toUpperCase() },
      stacks(uuid),
      [],
    ],
    ["as held by nobody", {}, stacks(other), ["unheld"]],
    ["as expired", { isExpired: true, expiresOn: "2026-12-31" }, undefined, ["expired"]],
    ["as expired where the day is not shown", { isExpired: true }, undefined, ["expired"]],
    ["as expiring today", { expiresOn: "2027-01-01" }, undefined, ["expiresSoon"]],
    ["as expiring within 14 days", { expiresOn: "2027-01-15" }, undefined, ["expiresSoon"]],
    ["with nothing, 15 days before its last day", { expiresOn: "2027-01-16" }, undefined, []],
    ["as never used", { isUsed: false, useCount: 0, lastUsedAt: undefined }, undefined, ["neverUsed"]],
    ["as not used for 90 days", { lastUsedAt: daysAgo(90) }, undefined, ["unused"]],
    ["with nothing, used 89 days ago", { lastUsedAt: daysAgo(89) }, undefined, []],
    [
      "with nothing, where Jenkins counts no uses",
      { isUsed: undefined, lastUsedAt: undefined },
      undefined,
      [],
    ],
    ["as a legacy token", { isLegacy: true }, undefined, ["legacy"]],
    [
      "as left by a create, by the form of its name",
      { tokenName: "ci-1a2b3c4" },
      stacks(),
      ["unheld", "leftover"],
    ],
    [
      "as left by a create that was repeated",
      { tokenName: "my token (retry 1a2b3c4)" },
      stacks(),
      ["unheld", "leftover"],
    ],
    [
      "as left by a repeated create",
      { tokenName: "ci-1a2b3c4 (retry 1a2b3c4)" },
      stacks(),
      ["unheld", "leftover"],
    ],
    [
      "as left by a create that the stack has begun",
      { tokenName: "nightly" },
      stacks(),
      ["unheld", "leftover"],
    ],
    [
      "as left by the repetition of a create that the stack has begun",
      { tokenName: "nightly (retry 0123456)" },
      stacks(),
      ["unheld", "leftover"],
    ],
    ["as no leftover, where a stack holds it", { tokenName: "ci-1a2b3c4" }, stacks(uuid), []],
    ["as no leftover, where no stack was read", { tokenName: "ci-1a2b3c4" }, undefined, []],
    ["as no leftover, by another name", { tokenName: "release-2026-11" }, stacks(), ["unheld"]],
    [
      "as no leftover, the previous one of a rotation",
      { tokenName: "ci-1a2b3c4 (until 2027-01-08)" },
      stacks(),
      ["unheld"],
    ],
  ])("%s", (_, more, held, flags) => {
    expect(described(more, held).flags).toEqual(flags);
  });
});

describe("a token counts as unused", () => {
  it.each<[what: string, more: Partial<OwnedToken>, days: number, expected: boolean]>([
    ["since its last use", { lastUsedAt: daysAgo(30) }, 30, true],
    ["not before", { lastUsedAt: daysAgo(29.9) }, 30, false],
    ["since its creation, where it was never used", { isUsed: false, createdAt: daysAgo(30) }, 30, true],
    ["not as soon as it is created", { isUsed: false, createdAt: daysAgo(1) }, 30, false],
    ["not where Jenkins shows no uses", { isUsed: undefined, createdAt: daysAgo(900) }, 30, false],
    ["not where the day of the last use is not shown", { lastUsedAt: undefined }, 30, false],
  ])("%s", (_, more, days, expected) => {
    expect(isUnusedFor(token(more), days, now)).toBe(expected);
  });
});

describe("a token is selected", () => {
  const none = { uuids: [] };
  it.each<
    [
      what: string,
      more: Partial<OwnedToken>,
      held: ReturnType<typeof stacks> | undefined,
      selection: Selection,
      expected: boolean,
    ]
  >([
    ["by its UUID", {}, undefined, { uuids: [uuid] }, true],
    ["by its UUID in other letters", { tokenUuid: uuid.toUpperCase() }, undefined, { uuids: [uuid] }, true],
    ["not by another's", {}, undefined, { uuids: [other] }, false],
    ["not by nothing", { isExpired: true }, stacks(), none, false],
    ["as held by nobody", {}, stacks(other), { ...none, unheld: true }, true],
    ["not where a stack holds it", {}, stacks(uuid), { ...none, unheld: true }, false],
    ["not where no stack was read", {}, undefined, { ...none, unheld: true }, false],
    ["as expired", { isExpired: true }, undefined, { ...none, expired: true }, true],
    ["not before it has expired", { expiresOn: "2027-01-01" }, undefined, { ...none, expired: true }, false],
    ["as unused", { lastUsedAt: daysAgo(60) }, undefined, { ...none, unusedDays: 60 }, true],
    [
      "only where all conditions apply",
      { isExpired: true },
      stacks(uuid),
      { ...none, expired: true, unheld: true },
      false,
    ],
    [
      "where all conditions apply",
      { isExpired: true },
      stacks(),
      { ...none, expired: true, unheld: true },
      true,
    ],
  ])("%s", (_, more, held, selection, expected) => {
    expect(isSelected(described(more, held), selection, now)).toBe(expected);
  });
});
