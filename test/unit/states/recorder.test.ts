import { describe, expect, it } from "vitest";
import { findSecrets } from "../../secrets/secretScan.ts";
import type { Controllers } from "../../states/support/controllers.ts";
import {
  nameTokens,
  placeholdersOf,
  replaceTexts,
  reversed,
  toPlaceholders,
} from "../../states/support/placeholders.ts";
import {
  isReleased,
  type RecordedResource,
  readVersion,
  recordedVersions,
} from "../../states/support/recordedState.ts";

describe.each(recordedVersions())("the recorded states of %s", (version) => {
  it.each([...readVersion(version).states])(
    "hold no value of a token and nothing of one run: %s",
    (_, state) => {
      const text = JSON.stringify(state);
      expect(findSecrets(text, [])).toEqual([]);
      expect(text).not.toMatch(/127\.0\.0\.1|localhost/);
      expect(text).not.toMatch(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/);
    },
  );
});

describe("a version", () => {
  const changelog = "# Changelog\n\n## 0.2.0 — unreleased\n\n- New.\n\n## 0.1.0 — 2026-12-01\n\n- Old.\n";

  it("is released when the changelog gives it a day, and recorded no more", () => {
    expect(isReleased(changelog, "0.1.0")).toBe(true);
    expect(isReleased(changelog, "0.2.0")).toBe(false);
    expect(isReleased(changelog, "0.3.0")).toBe(false);
  });
});

describe("placeholders", () => {
  const controllers = {
    current: { url: "http://127.0.0.1:8080" },
    ancient: { url: "http://127.0.0.1:8081" },
  } as Controllers;
  const uuid = "ebcf72f5-67df-481e-950f-55c16383b3ce";
  const legacy = { tokenUuid: "legacy:alice", tokenValue: "cd".repeat(16) };
  const tokens = new Map([
    ["first", { tokenUuid: uuid, tokenValue: "a value" }],
    ["second", legacy],
  ]);
  const placeholders = toPlaceholders({ controllers, tokens, provider: "exports.handler = `$&`;" });

  it("are filled in wherever they stand, and put back", () => {
    const recorded = {
      id: "{{first.tokenUuid}}",
      outputs: { url: "{{ancient}}", version: 1, __provider: "{{provider}}" },
      // What is secret is JSON within JSON.
      connection: { plaintext: '{"url":"{{current}}"}' },
      errors: ["{{current}} gave {{first.tokenUuid}} at {{current}}"],
    };
    const filled = replaceTexts(recorded, placeholders);
    expect(filled).toEqual({
      id: uuid,
      outputs: { url: "http://127.0.0.1:8081", version: 1, __provider: "exports.handler = `$&`;" },
      connection: { plaintext: '{"url":"http://127.0.0.1:8080"}' },
      errors: [`http://127.0.0.1:8080 gave ${uuid} at http://127.0.0.1:8080`],
    });
    expect(replaceTexts(filled, reversed(placeholders))).toEqual(recorded);
  });

  it("leave the UUID of a legacy token, which is always the same", () => {
    const recorded = replaceTexts(legacy, reversed(placeholders));
    expect(recorded).toEqual({ ...placeholdersOf("second"), tokenUuid: "legacy:alice" });
  });
});

describe("the tokens of a state", () => {
  const secret = (value: unknown) => ({ plaintext: JSON.stringify(value) });
  const resource = (outputs: Record<string, unknown>, more: Partial<RecordedResource> = {}) =>
    ({ outputs, ...more }) as RecordedResource;
  const token = (tokenUuid: string) => ({ tokenUuid, tokenValue: `value of ${tokenUuid}` });

  it("are named from the oldest on: an adopted one, the previous one, the one in use", () => {
    const outputs = {
      adopt: secret(token("a")),
      previousTokenUuid: "b",
      previousTokenValue: secret("value of b"),
      tokenUuid: "c",
      tokenValue: secret("value of c"),
    };
    expect([...nameTokens([resource(outputs)])]).toEqual([
      ["first", token("a")],
      ["second", token("b")],
      ["third", token("c")],
    ]);
  });

  it("have one name, however many resources know them; the original of a replacement is older", () => {
    const made = (uuid: string) => ({ tokenUuid: uuid, tokenValue: secret(`value of ${uuid}`) });
    const resources = [resource(made("new")), resource(made("old"), { delete: true }), resource(made("new"))];
    expect([...nameTokens(resources)]).toEqual([
      ["first", token("old")],
      ["second", token("new")],
    ]);
  });
});
