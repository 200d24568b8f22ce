import { type Fault, startingStatuses } from "./fault.ts";

/** The fault for one request, and how many requests it was injected into before. */
export interface Injection {
  fault: Fault;
  earlier: number;
}

/** The faults that are still to come. */
export class Faults {
  #pending: { fault: Fault; matched: number; injections: number }[] = [];

  /** Adds a fault. Of several that match a request, the first added is injected. */
  add(fault: Fault) {
    const entry = { fault, matched: 0, injections: 0 };
    this.#pending.push(entry);
    return {
      /** How many requests it was injected into. */
      get injections() {
        return entry.injections;
      },
      remove: () => {
        this.#pending = this.#pending.filter((other) => other !== entry);
      },
    };
  }

  /** Removes every fault. Those in progress continue. */
  clear(): void {
    this.#pending = [];
  }

  /** The fault for a request, if any. Each call counts as a request. */
  take(method: string, path: string): Injection | undefined {
    let taken: Injection | undefined;
    for (const entry of this.#pending) {
      const { fault } = entry;
      if (taken || (fault.method && fault.method !== method) || (fault.path && path.search(fault.path) < 0))
        continue;
      entry.matched += 1;
      if (entry.matched < (fault.nth ?? 1) || entry.injections >= timesOf(fault)) continue;
      taken = { fault, earlier: entry.injections };
      entry.injections += 1;
    }
    return taken;
  }
}

function timesOf(fault: Fault): number {
  if (fault.times !== undefined) return fault.times;
  return fault.kind === "booting" ? (fault.statuses ?? startingStatuses).length : 1;
}
