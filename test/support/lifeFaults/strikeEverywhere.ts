import { expect } from "vitest";
import { type Fault, faultCatalogue } from "../../../emulator/index.ts";
import { type FaultCase, nameOf, requestsOf, type Strike } from "./faultCase.ts";
import type { Course } from "./goThrough.ts";

/**
 * Goes through all cases of a deed. Its requests are those of a run without faults; each is struck by each fault once, and
 * then also when it is sent again because of that.
 *
 * With the retries of every connection the provider makes up for faults itself. With one try fewer than that takes, they
 * come through to the user, and it is the next up that makes up for them: for a token that is half made, or not proved.
 */
export async function strikeEverywhere(
  { login, deed }: Pick<FaultCase, "login" | "deed">,
  run: (faultCase: FaultCase) => Promise<Course>,
): Promise<void> {
  const calm = await run({ login, deed, strikes: [] });
  const [first, fewRetries] = deed.accident
    ? [calm.requests.findIndex((request) => login.makesAt.test(request)) + 1, 1]
    : [0, 0];
  for (const [index, request] of calm.requests.entries()) {
    if (index < first) continue;
    for (const [name, fault] of Object.entries(faultCatalogue)) {
      const strike = { name, fault, nth: index + 1 };
      const once = { login, deed, strikes: [strike] };
      await run({ ...once, settings: toSettings(fewRetries) });
      const course = await run(once);
      expectMadeGood(once, course);
      const again = findRepeated(calm, course, strike);
      if (!again) continue;
      const twice = { login, deed, strikes: [strike, again] };
      expectMadeGood(twice, await run(twice));
      // A request that changes nothing fails after two tries as it does after one.
      if (request.startsWith("POST") && requestsOf(fault) === 1) {
        await run({ ...twice, settings: toSettings(fewRetries + 1) });
      }
    }
  }
}

function toSettings(maxRetries: number) {
  return { "jenkins:maxRetries": String(maxRetries) };
}

/** The same fault, for the request that is sent again because of it; undefined where none is. */
function findRepeated(calm: Course, struck: Course, { name, fault, nth }: Strike): Strike | undefined {
  const request = calm.requests[nth - 1] ?? "";
  const countIn = ({ requests }: Course) => requests.filter((other) => other === request).length;
  const index = struck.requests.indexOf(request, nth - 1 + requestsOf(fault));
  return countIn(struck) > countIn(calm) && index >= 0 ? { name, fault, nth: index + 1 } : undefined;
}

/** How often a request may be struck and succeed in the end. Default: twice, which leaves retries. */
const endurable: Partial<Record<Fault["kind"], number>> = {
  // What a wrong URL gives: asking again doesn't help.
  html: 0,
  booting: 1,
  // A fresh crumb that is refused is told, with the likely reason.
  sessionsExpire: 1,
};

function expectMadeGood(faultCase: FaultCase, { errors }: Course): void {
  const { strikes } = faultCase;
  const isEndurable = strikes.every(({ fault }) => strikes.length <= (endurable[fault.kind] ?? 2));
  if (isEndurable) expect(errors, `errors of ${nameOf(faultCase)}`).toEqual([]);
}
