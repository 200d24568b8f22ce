import { describe, expect, it } from "vitest";
import type { TokenIdentity } from "../../../../../provider/jenkins/identifyToken.ts";
import type { TokenList } from "../../../../../provider/jenkins/tokenLists.ts";
import { concludePresence } from "../../../../../provider/token/model/presence.ts";

const tokenUuid = "ebcf72f5-67df-481e-950f-55c16383b3ce";
const token = { tokenUuid, tokenName: "deploy", isExpired: false, isLegacy: false };
const other = { ...token, tokenUuid: "34ec1571-43ae-4e26-9372-21e01ae88f08" };

const lists = {
  listed: { seen: true, tokens: [other, token], requestedAt: 1 },
  expired: { seen: true, tokens: [{ ...token, isExpired: true }], requestedAt: 1 },
  notListed: { seen: true, tokens: [other], requestedAt: 1 },
  unseen: { seen: false, why: "forbidden", reason: "Jenkins shows the page to administrators only." },
  unavailable: { seen: false, why: "unavailable", reason: "Jenkins is still starting (503)." },
} as const satisfies Record<string, TokenList>;

const identities = {
  owner: { kind: "owner" },
  otherUser: { kind: "otherUser", name: "gateway" },
  refused: { kind: "refused" },
  unknown: { kind: "unknown", reason: "Jenkins is unavailable (502)." },
} as const satisfies Record<string, TokenIdentity>;

const unknown = (...parts: string[]) => ({ unknown: true, reason: parts.join(" ") });
const refused =
  "Jenkins refuses the token (401): it was revoked, or the directory or identity provider does not accept its owner at present.";
const unseen = "Jenkins shows the page to administrators only.";

describe("whether a token is there", () => {
  it.each<{
    list: keyof typeof lists;
    asToken?: keyof typeof identities;
    isLoginOfOwner?: boolean;
    isPastLastDay?: boolean;
    conclusion: unknown;
  }>([
    { list: "listed", conclusion: "active" },
    { list: "listed", isPastLastDay: true, conclusion: "active" },
    { list: "listed", asToken: "refused", conclusion: "active" },
    { list: "expired", conclusion: "expired" },
    { list: "notListed", conclusion: "missing" },
    { list: "notListed", asToken: "owner", conclusion: "missing" },
    { list: "notListed", isPastLastDay: true, conclusion: "missing" },
    { list: "unseen", asToken: "owner", conclusion: "active" },
    { list: "unseen", asToken: "refused", isLoginOfOwner: true, conclusion: "missing" },
    { list: "unseen", asToken: "refused", conclusion: unknown(refused, unseen) },
    {
      list: "unseen",
      asToken: "otherUser",
      isLoginOfOwner: true,
      conclusion: unknown("Jenkins takes the token for one of 'gateway'.", unseen),
    },
    { list: "unseen", asToken: "unknown", conclusion: unknown("Jenkins is unavailable (502).", unseen) },
    {
      list: "unseen",
      asToken: "unknown",
      isLoginOfOwner: true,
      conclusion: unknown("Jenkins is unavailable (502).", unseen),
    },
    { list: "unavailable", asToken: "owner", conclusion: "active" },
    {
      list: "unavailable",
      asToken: "refused",
      isLoginOfOwner: true,
      conclusion: unknown(refused, "Jenkins is still starting (503)."),
    },
    { list: "unseen", conclusion: unknown(unseen) },
    { list: "unseen", isPastLastDay: true, conclusion: "expired" },
    { list: "unseen", isPastLastDay: true, isLoginOfOwner: true, conclusion: "expired" },
  ])(
    "list: $list, as the token: $asToken, owner's login: $isLoginOfOwner, past its last day: $isPastLastDay → $conclusion",
    ({ list, asToken, isLoginOfOwner = false, isPastLastDay = false, conclusion }) => {
      const identity = asToken && identities[asToken];
      expect(
        concludePresence({ tokenUuid, list: lists[list], isPastLastDay, isLoginOfOwner, identity }),
      ).toEqual(conclusion);
    },
  );

  it("gives each reason once", () => {
    const list = { seen: false, why: "unavailable", reason: "Jenkins is unavailable (502)." } as const;
    const evidence = { tokenUuid, list, isPastLastDay: false, isLoginOfOwner: false };
    expect(concludePresence({ ...evidence, identity: identities.unknown })).toEqual(
      unknown("Jenkins is unavailable (502)."),
    );
  });
});
