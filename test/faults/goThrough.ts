import { expect } from "vitest";
import type { Report } from "../scenarios/support/engine.ts";
import { tokensOf } from "../support/lifecycleProvider.ts";
import { expectDeclared, expectNoLeak, expectTokens } from "./assertions.ts";
import { type DeclaredToken, declareToken, type Operations, resource } from "./declaredToken.ts";
import { addFaults, type FaultCase, nameOf } from "./faultCase.ts";
import type { SharedJenkins } from "./sharedJenkins.ts";

/** The outcome of an operation. */
export interface Course {
  /** The requests that it sent: methods and paths, in order. */
  readonly requests: readonly string[];
  /** What it failed with. */
  readonly errors: readonly string[];
  /** Whether it has left nothing to be done by the next up. */
  readonly isFinished: boolean;
  /** The names of tokens that are there although nobody declared them, and which were reported to the user. */
  readonly left: readonly string[];
}

/**
 * Goes through a case: the token before, the operation among its faults, and then, whatever became of that, one up without any.
 * After it, exactly what is declared must be there, and nothing after a destroy.
 */
export async function goThrough(shared: SharedJenkins, faultCase: FaultCase): Promise<Course> {
  const { jenkins, clock, renew } = shared;
  const { login, operation } = faultCase;
  const where = nameOf(faultCase);
  renew();
  const settings = login.settings(jenkins);
  const token = declareToken(shared, login);

  const earlier = token.start(settings);
  for (const [day, declared] of operation.before.entries()) {
    clock.set(day);
    expectSuccess(await earlier.up(declared), `what comes before ${where}`);
  }
  const before = token.outputs();
  clock.set(operation.before.length);
  const course = await perform(shared, faultCase, token.start({ ...settings, ...faultCase.settings }));

  clock.set(operation.before.length + 1);
  const later = token.start(settings);
  const stillToDo = async () => (await later.preview(operation.declared)).outcomes[resource]?.operation;
  const isFinished = (await stillToDo()) === (operation.operation === "destroy" ? "create" : "same");
  if (login.isWithoutList && operation.operation === "destroy" && course.errors.length > 0) {
    // Only the token itself shows whether it is revoked: the advice is to destroy again.
    expectSuccess(await later.destroy(), `another destroy after ${where}`);
    expectTokens(jenkins, login, [], `another destroy after ${where}`);
    return { ...course, isFinished: false, left: [] };
  }
  if (isInVain(shared, faultCase, token)) expectSuccess(await later.refresh(), `the refresh after ${where}`);
  expectSuccess(await later.up(operation.declared), `the up after ${where}`);

  const left = await expectDeclared(jenkins, faultCase, { token, before, where });
  expect(await stillToDo(), `what is still to be done after ${where}`).toBe("same");
  if (operation.operation === "destroy") {
    expectSuccess(await later.destroy(), `the destroy after ${where}`);
    expectTokens(jenkins, login, left, `the destroy after ${where}`);
  }
  expectNoLeak(token.messages(), settings, where);
  return { ...course, isFinished, left };
}

/** The operation itself. A fault that is injected into no request would test nothing. */
async function perform(
  { jenkins }: SharedJenkins,
  faultCase: FaultCase,
  operations: Operations,
): Promise<Pick<Course, "requests" | "errors">> {
  const { operation, declared } = faultCase.operation;
  jenkins.clearRequests();
  const faults = addFaults(jenkins, faultCase);
  const { errors } = await (operation ? operations[operation]() : operations.up(declared));
  const requests = jenkins.requests.map(({ method, path }) => `${method} ${path}`);
  for (const { injections } of faults) {
    expect(injections, `injections of each fault in ${nameOf(faultCase)}`).toBeGreaterThan(0);
  }
  jenkins.faults.clear();
  return { requests, errors };
}

/**
 * Whether an up would see no need to do anything, although a token of the state is missing: a delete has revoked it, and failed
 * all the same. The error says then that a refresh is to go before.
 */
function isInVain({ jenkins }: SharedJenkins, faultCase: FaultCase, token: DeclaredToken): boolean {
  const { login, operation } = faultCase;
  if (operation.operation !== "destroy") return false;
  const { tokenUuid, previousTokenUuid } = token.outputs() ?? {};
  const there = tokensOf(jenkins, login.owner).map(({ uuid }) => uuid);
  const isMissing = (uuid: unknown) => uuid !== undefined && !there.includes(String(uuid));
  if (!isMissing(tokenUuid)) return isMissing(previousTokenUuid);
  expect(token.messages(), `what is reported of ${nameOf(faultCase)}`).toContain(
    "run `pulumi refresh` before `pulumi up`",
  );
  return operation.declared.verifyOn !== "up";
}

function expectSuccess({ errors }: Report, where: string): void {
  expect(errors, where).toEqual([]);
}
