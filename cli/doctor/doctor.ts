import { type Check, type CheckId, checkIds, type Finding, none, toProblem } from "./check.ts";
import { administrator } from "./checks/administrator.ts";
import { clock } from "./checks/clock.ts";
import { cloudBees } from "./checks/cloudBees.ts";
import { crumb } from "./checks/crumb.ts";
import { expiry, fixedValue } from "./checks/features.ts";
import { jenkins } from "./checks/jenkins.ts";
import { login } from "./checks/login.ts";
import { other } from "./checks/other.ts";
import { reachable } from "./checks/reachable.ts";
import { scriptConsole } from "./checks/scriptConsole.ts";
import { self } from "./checks/self.ts";
import { tls } from "./checks/tls.ts";
import { user } from "./checks/user.ts";
import { version } from "./checks/version.ts";
import type { Patient } from "./patient.ts";

const checks: Readonly<Record<CheckId, Check>> = {
  reachable,
  tls,
  jenkins,
  version,
  clock,
  login,
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

/** A check that was made, or couldn't be because `blockedBy` had failed before. */
export interface Result extends Omit<Finding, "status"> {
  readonly id: CheckId;
  readonly title: string;
  readonly status: Finding["status"] | "notLookedAt";
  /** Whether it was asked for. */
  readonly isAsked: boolean;
  readonly blockedBy?: CheckId;
}

/** All results, and what they amount to. */
export interface Report {
  readonly results: readonly Result[];
  /** Who shall own the token: the user of `--for`, else the login. */
  readonly username: string;
  /** Whether a token can be made for that user. */
  readonly verdict: Result;
  readonly canMakeToken: boolean;
  /** How the token would be made; null where none could. */
  readonly method: Finding["value"];
}

/** Makes all checks, one after the other. Nothing changes on the controller. */
export async function examine(patient: Patient): Promise<Report> {
  const results: Result[] = [];
  for (const id of checkIds) results.push(await make(id, patient, results));
  const verdict = resultOf(results, patient.other === undefined ? "self" : "other");
  const canMakeToken = verdict.status === "ok";
  return {
    results,
    username: patient.other ?? patient.client.login,
    verdict,
    canMakeToken,
    method: canMakeToken ? verdict.value : null,
  };
}

async function make(id: CheckId, patient: Patient, before: readonly Result[]): Promise<Result> {
  const check = checks[id];
  const isAsked = !check.isForOther || patient.other !== undefined;
  const base = { id, title: check.title(patient), isAsked };
  if (!isAsked) return { ...base, ...none("asked with --for alone") };
  const blocker = check.needs.map((needed) => resultOf(before, needed)).find(isBlocking);
  if (blocker) {
    const blockedBy = blocker.blockedBy ?? blocker.id;
    const detail = `not looked at, because of the ✗ at ${resultOf(before, blockedBy).title}`;
    return { ...base, status: "notLookedAt", detail, value: null, blockedBy };
  }
  return { ...base, ...(await look(check, patient)) };
}

function resultOf(results: readonly Result[], id: CheckId): Result {
  const result = results.find((candidate) => candidate.id === id);
  if (!result) throw new RangeError(`The check ${id} comes too early.`);
  return result;
}

function isBlocking({ status }: Result): boolean {
  return status === "problem" || status === "notLookedAt";
}

async function look(check: Check, patient: Patient): Promise<Finding> {
  try {
    return await check.look(patient);
  } catch (error) {
    return toProblem(error);
  }
}
