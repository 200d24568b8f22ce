import type { Connection } from "../../provider/connection/connection.ts";

/** The flags that say where the connection is. */
export interface ConnectionFlags {
  readonly url?: string;
  readonly username?: string;
  readonly stack?: string;
  readonly controller?: string;
}

/** Where a connection was found; it is taken whole. */
export type ConnectionOrigin = "flags" | "controller" | "config" | "environment";

/** A connection to look at. */
export interface FoundConnection {
  readonly connection: Connection;
  readonly from: ConnectionOrigin;
}
