import { describe, expect, it } from "vitest";
import { encrypted, type StackResource } from "../../../../cli/stacks/stackResources.ts";
import { type DeclaredToken, toDeclaredToken } from "../../../../cli/tokens/model/declaredToken.ts";
import { type Seen, toTokenStatus } from "../../../../cli/tokens/model/tokenStatus.ts";
import { toStatusJson } from "../../../../cli/tokens/report/toStatusJson.ts";
import { toStatusTable } from "../../../../cli/tokens/report/toStatusTable.ts";
import { now, uuid } from "./describedTokens.ts";

const resource: StackResource = {
  urn: "urn:pulumi:dev::p::jenkins:index:ApiToken::ci",
  id: uuid,
  status: "current",
  inputs: { username: "alice" },
  outputs: {
    username: "alice",
    tokenName: "ci-1a2b3c4",
    tokenUuid: uuid,
    tokenValue: encrypted,
    url: "https://ci.example.com",
    createdAt: "2026-12-01T10:00:00.000Z",
  },
};

const declared = (outputs: object = {}, more: Partial<StackResource> = {}) =>
  toDeclaredToken("dev", { ...resource, ...more, outputs: { ...resource.outputs, ...outputs } });

describe("a declared token", () => {
  it.each<
    [
      what: string,
      token: DeclaredToken,
      seen: Seen,
      expected: {
        readonly state: string;
        readonly needsAttention: boolean;
        readonly notes: readonly RegExp[];
      },
    ]
  >([
    ["is active", declared(), "active", { state: "active", needsAttention: false, notes: [] }],
    [
      "is missing",
      declared(),
      "missing",
      { state: "missing", needsAttention: true, notes: [/does not list it/] },
    ],
    [
      "has expired",
      declared(),
      "expired",
      { state: "expired", needsAttention: true, notes: [/It has expired/] },
    ],
    [
      "is unknown",
      declared(),
      { unknown: "Jenkins is down." },
      { state: "unknown", needsAttention: true, notes: [/^Jenkins is down\.$/] },
    ],
    [
      "expires soon, and nothing rotates it",
      declared({ expiresOn: "2027-01-06" }),
      "active",
      {
        state: "active",
        needsAttention: true,
        notes: [/expires on 2027-01-06 \(in 5 days\), and no rotation is set/],
      },
    ],
    [
      "expires soon, and rotates before that",
      declared({ expiresOn: "2027-01-06", rotateBeforeExpiryDays: 2 }),
      "active",
      { state: "active", needsAttention: false, notes: [] },
    ],
    [
      "expires later",
      declared({ expiresOn: "2027-01-16" }),
      "active",
      { state: "active", needsAttention: false, notes: [] },
    ],
    [
      "is due to rotate, which the next up does",
      declared({ rotateAfterDays: 30 }),
      "active",
      { state: "active", needsAttention: false, notes: [/next pulumi up rotates it: it is 31 days old/] },
    ],
    [
      "has a previous one that is due",
      declared({ previousTokenUuid: uuid, previousRevokeOn: "2027-01-01" }),
      "active",
      { state: "active", needsAttention: false, notes: [/revokes the previous token/] },
    ],
    [
      "has a previous one that works on",
      declared({ previousTokenUuid: uuid, previousRevokeOn: "2027-01-02" }),
      "active",
      {
        state: "active",
        needsAttention: false,
        notes: [/works until the first pulumi up from 2027-01-02 on/],
      },
    ],
    [
      "was replaced, and is revoked by the next up",
      declared({}, { status: "pendingDelete" }),
      "active",
      { state: "active", needsAttention: false, notes: [/The next pulumi up revokes it/] },
    ],
    [
      "was replaced, and is gone already",
      declared({}, { status: "pendingDelete" }),
      "missing",
      { state: "missing", needsAttention: false, notes: [/The next pulumi up revokes it/] },
    ],
    [
      "was being created when the up was cut off",
      declared({}, { status: { pending: "creating" } }),
      { unknown: "Its state does not show its UUID." },
      { state: "interrupted", needsAttention: true, notes: [/while it was creating this resource/] },
    ],
    [
      "is active where the state has no day of creation",
      declared({ createdAt: undefined, rotateAfterDays: 1 }),
      "active",
      { state: "active", needsAttention: false, notes: [] },
    ],
  ])("%s", (_, token, seen, { notes, ...expected }) => {
    const status = toTokenStatus(token, seen, now);
    expect(status).toMatchObject(expected);
    expect(status.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
  });

  it("has no UUID where that is a secret; the id is another's after a rotation in place", () => {
    expect(declared({ tokenUuid: encrypted }).tokenUuid).toBeUndefined();
    expect(declared({ tokenUuid: undefined }).tokenUuid).toBe(uuid);
  });
});

const clean = (text: string) => text;
const report = {
  stacks: ["dev", "prod"],
  statuses: [
    toTokenStatus(
      declared({ rotateOn: "2027-03-01", previousTokenUuid: uuid, previousRevokeOn: "2027-01-08" }),
      "active",
      now,
    ),
    toTokenStatus(
      {
        ...declared({ expiresOn: "2027-01-06" }),
        stack: "prod",
        resource: "a-very-long-name-of-a-resource-in-a-component",
      },
      "missing",
      now,
    ),
    toTokenStatus(
      { ...declared(), stack: "prod", owner: "service-account-of-nobody" },
      { unknown: "Why." },
      now,
    ),
  ],
  problems: [],
};

describe("the table", () => {
  it.each([80, 120])("fits %i columns", (columns) => {
    const table = toStatusTable(report, clean, columns);
    for (const line of table.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
    if (columns === 80)
      expect(table).toMatchInlineSnapshot(`
        "  RESOURCE                    STATUS       OWNER          EXPIRES     ROTATES ON
        dev
          ci                          active       alice          never       2027-03-01
            The previous token works until the first pulumi up from 2027-01-08 on.
        prod
          a-very-long-name-of-a-res…  missing      alice          2027-01-06  never
            Jenkins does not list it: somebody revoked it, or its owner is no longer
            there. Run pulumi refresh, then pulumi up: that creates another one.
          ci                          unknown      service-acco…  never       never
            Why.

        3 tokens: 1 active, 1 missing, 1 unknown. 2 need attention.
        "
      `);
  });

  it.each([
    ["no tokens are declared", [], "No tokens are declared.\n"],
    ["none could be compared", [{ subject: "dev", reason: "No." }], "No token could be compared.\n"],
  ])("says so where %s", (_, problems, expected) => {
    expect(toStatusTable({ stacks: ["dev"], statuses: [], problems }, clean)).toBe(expected);
  });

  it("says that nothing needs attention", () => {
    const statuses = report.statuses.slice(0, 1);
    expect(toStatusTable({ ...report, statuses }, clean)).toContain(
      "1 token: 1 active. Nothing needs attention.\n",
    );
  });
});

it("JSON has stable keys, and null for what is not known", () => {
  const document = JSON.parse(toStatusJson(report, clean));
  expect(document.summary).toEqual({
    tokens: 3,
    needsAttention: 2,
    states: { active: 1, missing: 1, expired: 0, unknown: 1, interrupted: 0 },
  });
  expect(document.tokens[0]).toEqual({
    stack: "dev",
    resource: "ci",
    urn: "urn:pulumi:dev::p::jenkins:index:ApiToken::ci",
    url: "https://ci.example.com",
    owner: "alice",
    name: "ci-1a2b3c4",
    uuid,
    state: "active",
    needsAttention: false,
    expiresOn: null,
    rotateOn: "2027-03-01",
    previousUuid: uuid,
    previousRevokeOn: "2027-01-08",
    notes: ["The previous token works until the first pulumi up from 2027-01-08 on."],
  });
});
