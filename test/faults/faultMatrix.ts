import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Fault, faultCatalogue } from "../../emulator/index.ts";
import { type FaultCase, type Injection, nameOf, requestsOf } from "./faultCase.ts";
import { faultOperations } from "./faultOperations.ts";
import { type Course, goThrough } from "./goThrough.ts";
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
    const withOrphans = courses.filter(({ left }) => left.length > 0);
    console.log(
      `${title}: ${courses.length} cases; ${failed.length} failed and were repaired by the next up, ` +
        `${withOrphans.length} of them but for a token that was reported to the user`,
    );
  });
}

type Subject = Pick<FaultCase, "login" | "operation">;
type Run = (faultCase: FaultCase) => Promise<Course>;

/**
 * Goes through all cases of an operation. Its requests are those of a run without faults; each fault is injected into each once, and
 * then also when it is sent again because of that.
 *
 * With the retries that every connection has, the provider repairs the effects of faults itself. With one attempt fewer than that takes,
 * the command fails, and the next up repairs what is half done, not verified, or not known.
 */
async function injectEverywhere({ login, operation }: Subject, run: Run): Promise<void> {
  const calm = await run({ login, operation, injections: [] });
  const isGenerating = (request: string) => login.generatesAt.test(request);
  // The accident of an operation counts too: what comes before it has had its faults without it, and it takes a retry itself.
  const first = operation.accident ? calm.requests.findIndex(isGenerating) + 1 : 0;
  const fewRetries = operation.accident ? 1 : 0;
  for (const [index, request] of [...calm.requests.entries()].slice(first)) {
    for (const [name, fault] of Object.entries(faultCatalogue)) {
      const injection = { name, fault, nth: index + 1 };
      const once = { login, operation, injections: [injection] };
      const failed = await run(withRetries(fewRetries, once));
      const course = await run(once);
      expectRepaired(once, course);

      const again = findRepeated(calm, course, injection);
      const twice = again && { ...once, injections: [injection, again] };
      if (twice) expectRepaired(twice, await run(twice));

      // A request that changes nothing fails after two attempts as after one; after a change, more can be lost.
      if (!request.startsWith("POST")) continue;
      if (twice && requestsOf(fault) === 1) await run(withRetries(fewRetries + 1, twice));
      const next = { ...injection, nth: injection.nth + requestsOf(fault) };
      if (next.nth > failed.requests.length) continue;
      await run(withRetries(fewRetries, { ...once, injections: [injection, next] }));
    }
  }
}

function withRetries(maxRetries: number, faultCase: FaultCase): FaultCase {
  return { ...faultCase, settings: { "jenkins:maxRetries": String(maxRetries) } };
}

/** The same fault, for the request that is sent again because of it; undefined where none is. */
function findRepeated(
  calm: Course,
  injected: Course,
  { name, fault, nth }: Injection,
): Injection | undefined {
  const request = calm.requests[nth - 1] ?? "";
  const countIn = ({ requests }: Course) => requests.filter((other) => other === request).length;
  const index = injected.requests.indexOf(request, nth - 1 + requestsOf(fault));
  return countIn(injected) > countIn(calm) && index >= 0 ? { name, fault, nth: index + 1 } : undefined;
}

/** Into how many attempts of a request a fault may be injected so that it succeeds in the end. Default: twice, which leaves retries. */
const endurable: Partial<Record<Fault["kind"], number>> = {
  // What a wrong URL gives: another request does not help.
  html: 0,
  booting: 1,
  // A fresh crumb that is refused is an error, with the likely reason.
  sessionsExpire: 1,
};

function expectRepaired(faultCase: FaultCase, { errors, isFinished }: Course): void {
  const { injections, login } = faultCase;
  // Nothing shows what became of it; the error says so.
  if (login.isWithoutList && errors.some((error) => error.includes("generateOutcomeUnknown"))) return;
  if (injections.some(({ fault }) => injections.length > (endurable[fault.kind] ?? 2))) return;
  expect(errors, `errors of ${nameOf(faultCase)}`).toEqual([]);
  expect(isFinished, `whether nothing is left to be done after ${nameOf(faultCase)}`).toBe(true);
}
