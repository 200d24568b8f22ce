import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isNamedBy, toHoldings } from "../../../../cli/stacks/holdings.ts";
import { toStackResources } from "../../../../cli/stacks/stackResources.ts";

const uuid = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const [one, two, three] = [uuid("1"), uuid("2"), uuid("3")];
const dynamicType = "pulumi-nodejs:dynamic/jenkins:ApiToken";
const packagedType = "jenkins:index:ApiToken";
const encrypted = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" };
const plaintext = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

interface Given {
  readonly resources?: readonly object[];
  readonly pending_operations?: readonly object[];
}

const resource = (more: object, type = dynamicType) => ({
  urn: `urn:pulumi:s::p::${type}::ci`,
  type,
  ...more,
});
const holdingsOf = (deployment: Given | null) =>
  toHoldings("dev", toStackResources(JSON.stringify({ version: 3, deployment })));

describe("a stack holds", () => {
  it.each<[what: string, deployment: Given, expected: readonly [string, string][]]>([
    [
      "the token of a dynamic resource",
      { resources: [resource({ id: one, outputs: { tokenUuid: one } })] },
      [[one, "current"]],
    ],
    [
      "the token of a packaged one, whatever its URL and the case of the UUID",
      {
        resources: [
          resource({ id: one, outputs: { tokenUuid: one.toUpperCase(), url: "http://old" } }, packagedType),
        ],
      },
      [[one, "current"]],
    ],
    [
      "the previous one too, and after a rotation in place the one that gave the id",
      { resources: [resource({ id: one, outputs: { tokenUuid: three, previousTokenUuid: two } })] },
      [
        [three, "current"],
        [two, "previous"],
        [one, "current"],
      ],
    ],
    [
      "what is still to be deleted",
      {
        resources: [resource({ id: one, delete: true, outputs: { tokenUuid: one, previousTokenUuid: two } })],
      },
      [
        [one, "pendingDelete"],
        [two, "pendingDelete"],
      ],
    ],
    [
      "what a pending operation is about",
      {
        pending_operations: [
          { type: "deleting", resource: resource({ id: one, outputs: { tokenUuid: one } }) },
          {
            type: "creating",
            resource: resource({ inputs: { adopt: { tokenUuid: two, tokenValue: encrypted } } }),
          },
        ],
      },
      [
        [one, "pendingOperation"],
        [two, "pendingOperation"],
      ],
    ],
    [
      "a UUID that is a secret of a stack without encryption",
      { resources: [resource({ id: one, outputs: { tokenUuid: plaintext(two) } })] },
      [
        [two, "current"],
        [one, "current"],
      ],
    ],
    ["no legacy token by a UUID", { resources: [resource({ id: "legacy:alice", outputs: {} })] }, []],
    ["nothing of other resources", { resources: [resource({ id: one }, "aws:s3/bucket:Bucket")] }, []],
  ])("%s", (_, deployment, expected) => {
    const { holdings, unreadable } = holdingsOf(deployment);
    expect(holdings.map(({ tokenUuid, as }) => [tokenUuid, as])).toEqual(expected);
    expect(unreadable).toEqual([]);
    for (const { stack, resource } of holdings) expect([stack, resource]).toEqual(["dev", "ci"]);
  });

  it("nothing where it is empty", () => {
    for (const deployment of [null, {}]) expect(holdingsOf(deployment).holdings).toEqual([]);
  });
});

describe("a stack is not wholly read", () => {
  it.each([
    ["a UUID is encrypted", { resources: [resource({ id: one, outputs: { tokenUuid: encrypted } })] }],
    [
      "the previous UUID is encrypted",
      { resources: [resource({ id: one, outputs: { tokenUuid: one, previousTokenUuid: encrypted } })] },
    ],
    [
      "an adoption was cut off whose inputs are encrypted",
      { pending_operations: [{ type: "creating", resource: resource({ inputs: { adopt: encrypted } }) }] },
    ],
  ])("where %s", (_, deployment) => {
    expect(holdingsOf(deployment).unreadable).toEqual(["ci"]);
  });

  it("unless the encrypted adoption is over", () => {
    const adopted = resource({ id: one, inputs: { adopt: encrypted }, outputs: { tokenUuid: one } });
    expect(holdingsOf({ resources: [adopted] }).unreadable).toEqual([]);
  });
});

it("creates and rotations that are pending are known, with the names that they give", () => {
  const named = resource({ inputs: { tokenName: "deploy" } });
  const pending = ["creating", "updating", "deleting", "reading"].map((type) => ({ type, resource: named }));
  const unnamed = { type: "creating", resource: resource({}) };
  const of = (tokenNames: readonly string[]) => ({ stack: "dev", resource: "ci", tokenNames });
  expect(holdingsOf({ pending_operations: pending }).pendingCreates).toEqual([
    of(["deploy"]),
    of(["deploy"]),
  ]);
  expect(holdingsOf({ pending_operations: [unnamed] }).pendingCreates).toEqual([of([])]);
  // A rotation keeps the name of the token before.
  const before = resource({ id: one, outputs: { tokenUuid: one, tokenName: "my laptop" } });
  const rotation = holdingsOf({ resources: [before], pending_operations: [unnamed] });
  expect(rotation.pendingCreates).toEqual([of(["my laptop"])]);
});

it.each([
  ["deploy", true],
  ["deploy (retry 0123456)", true],
  ["ci-1a2b3c4", true],
  ["ci-1a2b3c4 (retry 0123456)", true],
  ["ci-1a2b3c", false],
  ["other-1a2b3c4", false],
  ["deploy 2", false],
])("a pending create of ci gives the name %s: %s", (tokenName, expected) => {
  expect(isNamedBy({ stack: "dev", resource: "ci", tokenNames: ["deploy"] }, tokenName)).toBe(expected);
});

it.each(["not JSON", "[]", '{"deployment":{"resources":[{"id":"x"}]}}'])(
  "what is no export is an error: %s",
  (text) => {
    expect(() => toStackResources(text)).toThrow();
  },
);

describe("of a recorded state, every UUID is held", () => {
  const folder = join(import.meta.dirname, "../../../states/0.1.0");
  const recordings = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "outputs.json");

  it.each(recordings)("%s", (name) => {
    const text = readFileSync(join(folder, name), "utf8")
      .replaceAll("{{first.tokenUuid}}", one)
      .replaceAll("{{second.tokenUuid}}", two);
    const { resources } = JSON.parse(text) as Given;
    const { holdings } = holdingsOf({ resources: resources ?? [] });
    for (const uuid of [one, two])
      expect(holdings.some(({ tokenUuid }) => tokenUuid === uuid)).toBe(
        JSON.stringify(resources).includes(uuid),
      );
  });
});
