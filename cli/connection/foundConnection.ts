import type { Connection } from "../../provider/connection/connection.ts";

/** The flags that say where the connection is. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly username?: string;
  readonly stack?: string;
  readonly controller?: string;
  /** Every named controller of the stack. */
  readonly all?: boolean;
}

/** The source that all settings of a connection come from. */
export type ConnectionOrigin = "flags" | "controller" | "config" | "environment";

/** A connection to check. */
export interface FoundConnection {
  readonly connection: Connection;
  readonly from: ConnectionOrigin;
  /** Its name in `jenkins:controllers`, where several are checked. */
  readonly controller?: string;
}

/** A named controller whose connection cannot be checked, and why. */
export interface UnusableConnection {
  readonly controller: string;
  readonly reason: string;
}

/** What the flags lead to. */
export type Found = FoundConnection | UnusableConnection;
