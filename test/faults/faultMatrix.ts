import { afterAll, beforeAll, describe, it } from "vitest";
import { faultOperations } from "./faultOperations.ts";
import { type Course, goThrough } from "./goThrough.ts";
import { injectEverywhere } from "./injectEverywhere.ts";
import type { Login } from "./logins.ts";
import { type SharedJenkins, startSharedJenkins } from "./sharedJenkins.ts";

/** Declares a test for each login and operation: every fault is injected into every request. Reports the number of cases at the end. */
export function faultMatrix(title: string, logins: readonly Login[]): void {
  const courses: Course[] = [];

  describe.each(logins)("$name", (login) => {
    let shared: SharedJenkins;
    beforeAll(async () => {
      shared = await startSharedJenkins(login.jenkins);
    });
    afterAll(() => shared.jenkins.close());

    it.each(faultOperations)("$name", async (operation) => {
      await injectEverywhere({ login, operation }, async (faultCase) => {
        const course = await goThrough(shared, faultCase);
        if (faultCase.injections.length > 0) courses.push(course);
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
