import { describe, it } from "vitest";
import { createStandingClock } from "./support/lifeClock.ts";
import { liveYear, providersAt } from "./support/lifeYear.ts";
import {
  every,
  expectYear,
  failed,
  overlapped,
  replaced,
  revoked,
  type YearRow,
} from "./support/lifeYearRow.ts";

const byAge = { rotateAfterDays: 90 };
const byAgeWithOverlap = { ...byAge, overlapDays: 7 };
const byExpiry = { expiresInDays: 90, rotateBeforeExpiryDays: 14 };
const byExpiryWithOverlap = { ...byExpiry, overlapDays: 7 };

describe("nightly ups", () => {
  const lateAndEarly = (night: number) => (night % 2 === 0 ? "23:59" : "00:01");
  const earlyAndLate = (night: number) => lateAndEarly(night + 1);
  const rows: YearRow[] = [
    {
      name: "rotate before the expiry without overlap too",
      args: byExpiry,
      rotations: 4,
      brings: every(76).map((night) => replaced(night, "it expires in 14 days")),
    },
    {
      name: "rotate each time, where a token is for a day",
      args: { rotateAfterDays: 1 },
      nights: 50,
      rotations: 49,
      brings: every(1).map((night) => replaced(night, "it is 1 day old")),
    },
    {
      name: "that come late and early in turn rotate each time too: days are those of the calendar",
      args: { rotateAfterDays: 1 },
      time: lateAndEarly,
      nights: 50,
      rotations: 49,
      brings: every(1).map((night) => replaced(night, "it is 1 day old")),
    },
    {
      name: "that come late and early in turn revoke the old token a night later: its 7 days are whole ones",
      args: byAgeWithOverlap,
      time: lateAndEarly,
      rotations: 4,
      brings: every(90).flatMap((night) => [overlapped(night, "it is 90 days old"), revoked(night + 8)]),
    },
    {
      name: "that come early and late in turn revoke the old token on its day",
      args: byAgeWithOverlap,
      time: earlyAndLate,
      rotations: 4,
      brings: every(90).flatMap((night) => [overlapped(night, "it is 90 days old"), revoked(night + 7)]),
    },
    {
      name: "that come late and early in turn rotate before the expiry on the same days as others",
      args: byExpiryWithOverlap,
      time: lateAndEarly,
      rotations: 4,
      brings: every(76).flatMap((night) => [overlapped(night, "it expires in 14 days"), revoked(night + 8)]),
    },
    {
      name: "rotate as soon as an overlap is over, where it is as long as a token's time",
      args: { rotateAfterDays: 7, overlapDays: 7 },
      nights: 50,
      rotations: 7,
      brings: every(7).map((night) => {
        const { says, ...rest } = overlapped(night, "it is 7 days old");
        return { ...rest, says: night === 7 ? says : [...says, ...revoked(night).says] };
      }),
    },
    {
      name: "that begin with a refresh rotate no differently",
      args: { rotateAfterDays: 30, overlapDays: 7 },
      refreshes: true,
      nights: 100,
      rotations: 3,
      brings: every(30).flatMap((night) => [overlapped(night, "it is 30 days old"), revoked(night + 7)]),
    },
    {
      name: "of which some are left out rotate in the next one, from which the days count then",
      args: byAge,
      skipped: [90, 91, 200],
      rotations: 4,
      brings: [
        replaced(92, "it is 92 days old"),
        ...[182, 272, 362].map((night) => replaced(night, "it is 90 days old")),
      ],
    },
    {
      name: "of which some are left out revoke the old token in the next one",
      args: byExpiryWithOverlap,
      skipped: [76, 84],
      rotations: 4,
      brings: [
        overlapped(77, "it expires in 13 days"),
        revoked(85),
        ...[153, 229, 305].flatMap((night) => [
          overlapped(night, "it expires in 14 days"),
          revoked(night + 7),
        ]),
      ],
    },
    {
      name: "of which one can't make the new token rotate in the next one",
      args: byAge,
      refused: { 90: /generate/ },
      rotations: 4,
      brings: [
        failed(replaced(90, "it is 90 days old"), 1),
        replaced(91, "it is 91 days old"),
        ...[181, 271, 361].map((night) => replaced(night, "it is 90 days old")),
      ],
    },
    {
      name: "of which one can't revoke the old token revoke it in the next one, and rotate no more for that",
      args: byAge,
      refused: { 90: /revoke/ },
      rotations: 4,
      brings: [
        failed(replaced(90, "it is 90 days old"), 2),
        { night: 91, is: "same", says: [], listed: 1 },
        ...[180, 270, 360].map((night) => replaced(night, "it is 90 days old")),
      ],
    },
    {
      name: "of which some fail in an overlap make good in the next one",
      args: byAgeWithOverlap,
      refused: { 90: /generate/, 98: /revoke/ },
      rotations: 4,
      brings: [
        failed(overlapped(90, "it is 90 days old"), 1),
        overlapped(91, "it is 91 days old"),
        failed(revoked(98), 2),
        revoked(99),
        ...[181, 271, 361].flatMap((night) => [overlapped(night, "it is 90 days old"), revoked(night + 7)]),
      ],
    },
  ];
  it.each(rows)("$name", async (row) => {
    const clock = createStandingClock();
    expectYear(await liveYear(row, providersAt(clock), clock), row);
  });
});
