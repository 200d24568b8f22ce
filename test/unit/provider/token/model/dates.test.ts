import { describe, expect, it } from "vitest";
import { addDays, daysBetween, isDay, toDay } from "../../../../../provider/token/model/dates.ts";

describe("days", () => {
  it.each([
    ["2027-01-01", 1, "2027-01-02"],
    ["2027-01-01", -1, "2026-12-31"],
    ["2027-02-28", 1, "2027-03-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2028-02-29", 366, "2029-03-01"],
    ["2027-01-01", 365, "2028-01-01"],
    ["2028-01-01", 365, "2028-12-31"],
    ["2027-03-27", 2, "2027-03-29"], // summer time begins in Europe
    ["2027-01-01", 36_500, "2126-12-08"],
    ["2027-01-01", 0, "2027-01-01"],
  ])("%s and %i days are %s", (day, days, later) => {
    expect(addDays(day, days)).toBe(later);
    expect(daysBetween(day, later)).toBe(days);
    expect(daysBetween(later, day)).toBe(-days + 0);
  });

  it.each([
    ["2027-01-01T00:00:00Z", "2027-01-01"],
    ["2027-01-01T23:59:59.999Z", "2027-01-01"],
    ["2027-01-01T23:30:00-01:00", "2027-01-02"],
    ["2027-01-01T00:30:00+01:00", "2026-12-31"],
  ])("%s is on %s, in UTC", (moment, day) => {
    expect(toDay(new Date(moment))).toBe(day);
  });

  it.each([
    ["2028-02-29", true],
    ["2027-02-29", false],
    ["2027-02-30", false],
    ["2027-13-01", false],
    ["2027-00-10", false],
    ["2027-1-1", false],
    ["02/03/2027", false],
    ["2027-01-01T00:00:00Z", false],
    ["", false],
    ["+002027-01-01", false],
    [" 2027-01-01", false],
  ])("%s exists: %s", (text, exists) => {
    expect(isDay(text)).toBe(exists);
  });
});
