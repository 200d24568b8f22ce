import { describe, expect, it } from "vitest";
import { dueReason, rotateOn } from "../../../../../provider/token/model/schedule.ts";

const createdAt = "2027-01-01T12:00:00.000Z";
const byAge = { createdAt, rotateAfterDays: 90 };
const byExpiry = { createdAt, expiresOn: "2027-04-01", rotateBeforeExpiryDays: 14 };
const late = { ...byAge, createdAt: "2027-01-01T23:59:00.000Z" };

describe("a schedule", () => {
  it.each([
    ["by age", byAge, "2027-04-01"],
    ["by age, counted from the day in UTC", late, "2027-04-01"],
    ["by expiry", byExpiry, "2027-03-18"],
    ["by both, on the earlier day: age", { ...byExpiry, rotateAfterDays: 30 }, "2027-01-31"],
    ["by both, on the earlier day: expiry", { ...byExpiry, rotateAfterDays: 80 }, "2027-03-18"],
    ["that starts in a leap year", { createdAt: "2028-02-28T00:00:00Z", rotateAfterDays: 2 }, "2028-03-01"],
    ["with an expiry alone", { createdAt, expiresOn: "2027-04-01" }, undefined],
    ["with days before an expiry that is not there", { createdAt, rotateBeforeExpiryDays: 14 }, undefined],
    ["that says nothing", { createdAt }, undefined],
  ])("%s", (_, schedule, day) => {
    expect(rotateOn(schedule)).toBe(day);
  });

  it.each([
    [byAge, "2027-03-31T23:59:59Z", undefined],
    [byAge, "2027-04-01T00:00:00Z", "it is 90 days old"],
    [byAge, "2027-04-03T00:00:00Z", "it is 92 days old"],
    [{ ...byAge, rotateAfterDays: 1 }, "2027-01-01T23:59:00Z", undefined],
    [{ ...byAge, rotateAfterDays: 1 }, "2027-01-02T00:01:00Z", "it is 1 day old"],
    [{ ...late, rotateAfterDays: 1 }, "2027-01-02T00:01:00Z", "it is 1 day old"],
    [byExpiry, "2027-03-17T23:59:59Z", undefined],
    [byExpiry, "2027-03-18T00:00:00Z", "it expires in 14 days"],
    [byExpiry, "2027-03-31T12:00:00Z", "it expires in 1 day"],
    [byExpiry, "2027-04-01T23:59:59Z", "it expires today"],
    [{ ...byExpiry, rotateAfterDays: 30 }, "2027-02-01T12:00:00Z", "it is 31 days old"],
    [{ ...byExpiry, rotateAfterDays: 30 }, "2027-03-20T12:00:00Z", "it expires in 12 days"],
    [{ createdAt }, "2099-01-01T00:00:00Z", undefined],
  ])("%j, at %s: %s", (schedule, now, reason) => {
    expect(dueReason(schedule, new Date(now))).toBe(reason);
  });
});
