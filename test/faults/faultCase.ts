import type { EmbeddedJenkins, Fault } from "../../emulator/index.ts";
import type { Settings } from "../support/lifecycleProvider.ts";
import type { Deed } from "./deeds.ts";
import type { Login } from "./logins.ts";

/** A fault, and which request of a deed it strikes, from 1. */
export interface Strike {
  /** What it is called. */
  readonly name: string;
  readonly fault: Fault;
  readonly nth: number;
}

/** A deed, and the faults that strike it. */
export interface FaultCase {
  readonly login: Login;
  readonly deed: Deed;
  readonly strikes: readonly Strike[];
  /** Of the connection, while the deed is done. */
  readonly settings?: Settings;
}

/** What a case is told by where it fails. */
export function nameOf({ login, deed, strikes, settings = {} }: FaultCase): string {
  const faults = strikes.map(({ name, nth }) => `${name} at request ${nth}`).join(", then ");
  const under = Object.entries(settings).map(([key, value]) => `, ${key} ${value}`);
  return `"${deed.name}" of ${login.name}${under.join("")}: ${faults || "no fault"}`;
}

/** Lets the faults of a case wait for the requests from now on, and returns what tells how many each has struck. */
export function addFaults(jenkins: EmbeddedJenkins, { login, deed, strikes }: FaultCase) {
  let struck = 0;
  const pending = strikes.map(({ fault, nth }) => {
    // A fault doesn't count the requests that those before it strike.
    const added = jenkins.faults.add({ ...fault, nth: nth - struck });
    struck += requestsOf(fault);
    return added;
  });
  const { accident } = deed;
  return accident ? [...pending, jenkins.faults.add({ ...accident, path: login.makesAt })] : pending;
}

/** How many requests in a row a fault strikes. */
export function requestsOf({ kind }: Fault): number {
  return kind === "booting" ? 3 : 1;
}
