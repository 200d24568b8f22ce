import { describe, expect, it } from "vitest";
import { expiresSoon, expiryWarning, isExpired } from "../../../../../provider/token/model/expiry.ts";

const createdAt = "2027-01-01T12:00:00.000Z";
const expiresOn = "2027-04-01";

describe("the expiry of a token", () => {
  it.each([
    ["2027-03-31T12:00:00Z", false],
    ["2027-04-01T00:00:00Z", false],
    ["2027-04-01T23:59:59Z", false],
    ["2027-04-02T00:00:00Z", true],
    ["2099-01-01T00:00:00Z", true],
  ])("at %s: over is %s", (now, isOver) => {
    expect(isExpired({ expiresOn }, new Date(now))).toBe(isOver);
    expect(isExpired({}, new Date(now))).toBe(false);
    expect(expiresSoon({}, new Date(now))).toBeUndefined();
  });

  const soon = (when: string) => `expires on 2027-04-01 (${when}), and no rotation is set`;
  it.each([
    [{ expiresOn }, "2027-03-17T23:59:59Z", undefined],
    [{ expiresOn }, "2027-03-18T00:00:00Z", soon("in 14 days")],
    [{ expiresOn }, "2027-03-30T12:00:00Z", soon("in 2 days")],
    [{ expiresOn }, "2027-03-31T12:00:00Z", soon("tomorrow")],
    [{ expiresOn }, "2027-04-01T12:00:00Z", soon("today")],
    [{ expiresOn }, "2027-04-02T00:00:00Z", undefined],
    [{}, "2027-03-31T12:00:00Z", undefined],
    [{ expiresOn, rotateBeforeExpiryDays: 1 }, "2027-03-25T12:00:00Z", undefined],
    [{ expiresOn, rotateAfterDays: 90 }, "2027-03-25T12:00:00Z", undefined],
    [{ expiresOn, rotateAfterDays: 91 }, "2027-03-25T12:00:00Z", soon("in 7 days")],
  ])("%j, at %s: %s", (schedule, now, warning) => {
    expect(expiryWarning({ createdAt, ...schedule }, new Date(now))).toBe(warning);
  });
});
