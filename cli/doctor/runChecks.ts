import { own } from "../../provider/errors/message.ts";
import { type Check, type CheckId, checkIds, type Finding, none, toProblem } from "./check.ts";
import { administrator } from "./checks/administrator.ts";
import { clock } from "./checks/clock.ts";
import { cloudBees } from "./checks/cloudBees.ts";
import { crumb } from "./checks/crumb.ts";
import { expiry, fixedValue } from "./checks/features.ts";
import { jenkins } from "./checks/jenkins.ts";
import { login } from "./checks/login.ts";
import { loginExpiry } from "./checks/loginExpiry.ts";
import { other } from "./checks/other.ts";
import { reachable } from "./checks/reachable.ts";
import { scriptConsole } from "./checks/scriptConsole.ts";
import { self } from "./checks/self.ts";
import { tls } from "./checks/tls.ts";
import { user } from "./checks/user.ts";
import { version } from "./checks/version.ts";
import type { Target } from "./target.ts";

const checks: Readonly<Record<CheckId, Check>> = {
  reachable,
  tls,
  jenkins,
  version,
  clock,
  login,
  loginExpiry,
  crumb,
  cloudBees,
  administrator,
  scriptConsole,
  expiry,
  fixedValue,
  self,
  user,
  other,
};

/** A check that ran, or could not because `blockedBy` failed before it. */
export interface Result extends Omit<Finding, "status"> {
  readonly id: CheckId;
  readonly title: string;
  readonly status: Finding["status"] | "notChecked";
  /** Whether the flags request it. */
  readonly isAsked: boolean;
  readonly blockedBy?: CheckId;
}

/** All results, and the conclusion. */
export interface Report {
  readonly results: readonly Result[];
  /** Who shall own the token: the user of `--for`, else the login. */
  readonly username: string;
  /** Whether a token can be created for that user. */
  readonly conclusion: Result;
  readonly canCreateToken: boolean;
  /** The method that would create the token; null where none can. */
  readonly method: Finding["value"];
}

/** Runs all checks, one after the other. Nothing changes on the controller. */
export async function runChecks(target: Target): Promise<Report> {
  const results: Result[] = [];
  for (const id of checkIds) results.push(await runCheck(id, target, results));
  const conclusion = resultOf(results, target.other === undefined ? "self" : "other");
  const canCreateToken = conclusion.status === "ok";
  return {
    results,
    username: target.other ?? target.client.login,
    conclusion,
    canCreateToken,
    method: canCreateToken ? conclusion.value : null,
  };
}

async function runCheck(id: CheckId, target: Target, before: readonly Result[]): Promise<Result> {
  const check = checks[id];
  const isAsked = !check.isForOther || target.other !== undefined;
  const base = { id, title: check.title(target), isAsked };
  if (!isAsked) return { ...base, ...none("runs with --for only") };
  const blocker = check.needs.map((needed) => resultOf(before, needed)).find(isBlocking);
  if (blocker) {
    const blockedBy = blocker.blockedBy ?? blocker.id;
    const detail = own(`not checked, because of the ✗ at ${resultOf(before, blockedBy).title}`);
    return { ...base, status: "notChecked", detail, value: null, blockedBy };
  }
  return { ...base, ...(await probe(check, target)) };
}

function resultOf(results: readonly Result[], id: CheckId): Result {
  const result = results.find((candidate) => candidate.id === id);
  if (!result) throw new RangeError(`The check ${id} comes too early.`);
  return result;
}

function isBlocking({ status }: Result): boolean {
  return status === "problem" || status === "notChecked";
}

async function probe(check: Check, target: Target): Promise<Finding> {
  try {
    return await check.probe(target);
  } catch (error) {
    return toProblem(error);
  }
}
