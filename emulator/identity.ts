import type { User } from "./model/users.ts";

/** Who a request comes from, and how Jenkins knows. */
export interface Identity {
  /** The name as Jenkins reports it: with a password, in the case that was typed. */
  readonly name: string;
  /** Undefined for anonymous. */
  readonly user: User | undefined;
  readonly signedInBy: "nobody" | "password" | "apiToken" | "formSession";
}

/** A request without a login. */
export const anonymous: Identity = { name: "anonymous", user: undefined, signedInBy: "nobody" };

/** Whether somebody may do everything. */
export function isAdministrator(identity: Identity): boolean {
  return identity.user?.administrator ?? false;
}
