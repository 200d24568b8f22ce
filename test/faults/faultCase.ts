import type { EmbeddedJenkins, Fault } from "../../emulator/index.ts";
import type { Settings } from "../support/lifecycleProvider.ts";
import type { FaultOperation } from "./faultOperations.ts";
import type { Login } from "./logins.ts";

/** A fault, and which request of an operation it is injected into, from 1. */
export interface Injection {
  /** What it is called. */
  readonly name: string;
  readonly fault: Fault;
  readonly nth: number;
}

/** An operation, and the faults injected into it. */
export interface FaultCase {
  readonly login: Login;
  readonly operation: FaultOperation;
  readonly injections: readonly Injection[];
  /** Of the connection, while the operation is done. */
  readonly settings?: Settings;
}

/** How a failure names a case. */
export function nameOf({ login, operation, injections, settings = {} }: FaultCase): string {
  const faults = injections.map(({ name, nth }) => `${name} at request ${nth}`).join(", then ");
  const under = Object.entries(settings).map(([key, value]) => `, ${key} ${value}`);
  return `"${operation.name}" of ${login.name}${under.join("")}: ${faults || "no fault"}`;
}

/** Lets the faults of a case wait for the requests from now on, and returns a function that counts the requests each was injected into. */
export function addFaults(jenkins: EmbeddedJenkins, { login, operation, injections }: FaultCase) {
  let injected = 0;
  const pending = injections.map(({ fault, nth }) => {
    // A fault doesn't count the requests that those before it were injected into.
    const added = jenkins.faults.add({ ...fault, nth: nth - injected });
    injected += requestsOf(fault);
    return added;
  });
  const { accident } = operation;
  return accident ? [...pending, jenkins.faults.add({ ...accident, path: login.generatesAt })] : pending;
}

/** Into how many successive requests a fault is injected. */
export function requestsOf({ kind }: Fault): number {
  return kind === "booting" ? 3 : 1;
}
