import type { EngineLog } from "./engineLog.ts";
import type { Lifetime } from "./lifetime.ts";

/** What the service needs of its surroundings. */
export interface ServiceOptions {
  readonly log: EngineLog;
  readonly lifetime: Lifetime;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Default: the real time. */
  readonly now?: () => Date;
  /** Waits before a retry, in milliseconds. Default: real time. */
  readonly pause?: (ms: number) => Promise<unknown>;
}
