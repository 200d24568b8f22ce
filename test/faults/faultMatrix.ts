import { afterAll, beforeAll, describe, it } from "vitest";
import { deeds } from "./deeds.ts";
import { type Course, goThrough } from "./goThrough.ts";
import type { Login } from "./logins.ts";
import { type SharedJenkins, startSharedJenkins } from "./sharedJenkins.ts";
import { strikeEverywhere } from "./strikeEverywhere.ts";

/** Declares a test for each login and deed: every fault strikes every request. Tells in the end how many cases there were. */
export function faultMatrix(title: string, logins: readonly Login[]): void {
  const courses: Course[] = [];

  describe.each(logins)("$name", (login) => {
    let shared: SharedJenkins;
    beforeAll(async () => {
      shared = await startSharedJenkins(login.jenkins);
    });
    afterAll(() => shared.jenkins.close());

    it.each(deeds)("$name", async (deed) => {
      await strikeEverywhere({ login, deed }, async (faultCase) => {
        const course = await goThrough(shared, faultCase);
        if (faultCase.strikes.length > 0) courses.push(course);
        return course;
      });
    });
  });

  afterAll(() => {
    const failed = courses.filter(({ errors }) => errors.length > 0);
    const told = courses.filter(({ left }) => left.length > 0);
    console.log(
      `${title}: ${courses.length} cases; ${failed.length} failed and were made good by the next up, ` +
        `${told.length} of them but for a token that the user was told of`,
    );
  });
}
