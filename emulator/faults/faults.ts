import { type Fault, startingStatuses } from "./fault.ts";

/** A fault that waits for its requests. */
export interface PendingFault {
  /** How many requests it has struck. */
  readonly strikes: number;
  remove(): void;
}

/** A fault that strikes a request, and for how many requests it has struck before. */
export interface Strike {
  fault: Fault;
  earlier: number;
}

/** The faults that are still to come. */
export class Faults {
  #pending: { fault: Fault; matched: number; strikes: number }[] = [];

  /** Adds a fault. Of several that match a request, the first added strikes. */
  add(fault: Fault): PendingFault {
    const entry = { fault, matched: 0, strikes: 0 };
    this.#pending.push(entry);
    return {
      get strikes() {
        return entry.strikes;
      },
      remove: () => {
        this.#pending = this.#pending.filter((other) => other !== entry);
      },
    };
  }

  /** Removes every fault. Those that are under way go on. */
  clear(): void {
    this.#pending = [];
  }

  /** The fault that strikes a request, if any. Each call counts as a request. */
  strike(method: string, path: string): Strike | undefined {
    let struck: Strike | undefined;
    for (const entry of this.#pending) {
      const { fault } = entry;
      if (struck || (fault.method && fault.method !== method) || (fault.path && path.search(fault.path) < 0))
        continue;
      entry.matched += 1;
      if (entry.matched < (fault.nth ?? 1) || entry.strikes >= timesOf(fault)) continue;
      struck = { fault, earlier: entry.strikes };
      entry.strikes += 1;
    }
    return struck;
  }
}

function timesOf(fault: Fault): number {
  if (fault.times !== undefined) return fault.times;
  return fault.kind === "booting" ? (fault.statuses ?? startingStatuses).length : 1;
}
