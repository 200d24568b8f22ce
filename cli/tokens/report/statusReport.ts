import type { TokenStatus } from "../model/tokenStatus.ts";
import type { Problem } from "../problem.ts";

/** What `tokens status` found. */
export interface StatusReport {
  readonly stacks: readonly string[];
  readonly statuses: readonly TokenStatus[];
  readonly problems: readonly Problem[];
}
