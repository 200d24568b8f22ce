import { describe, it } from "vitest";
import { provideProcess } from "./support/lifeOverGrpc.ts";
import { liveYear } from "./support/lifeYear.ts";
import { every, expectYear, overlapped, replaced, revoked, type YearRow } from "./support/lifeYearRow.ts";

describe("a year of nightly ups, with what the README recommends", () => {
  const provided = provideProcess();
  const rows: YearRow[] = [
    {
      name: "where Pulumi updates all consumers, rotates every 90 days",
      args: { rotateAfterDays: 90 },
      rotations: 4,
      brings: every(90).map((night) => replaced(night, "it is 90 days old")),
    },
    {
      name: "where people copy the token, rotates every 90 days, and a week later nobody needs the old one",
      args: { rotateAfterDays: 90, overlapDays: 7 },
      rotations: 4,
      brings: every(90).flatMap((night) => [overlapped(night, "it is 90 days old"), revoked(night + 7)]),
    },
    {
      name: "where tokens expire after 90 days, rotates 14 days before that",
      args: { expiresInDays: 90, rotateBeforeExpiryDays: 14, overlapDays: 7 },
      rotations: 4,
      brings: every(76).flatMap((night) => [overlapped(night, "it expires in 14 days"), revoked(night + 7)]),
    },
  ];
  it.each(rows)("$name", async (row) => {
    const { process, clock } = provided();
    expectYear(await liveYear(row, process, clock), row);
  });
});
