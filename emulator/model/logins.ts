import type { User, Users } from "./users.ts";

/** A login with HTTP Basic or the login form. Requests of a form session are none. */
export interface LoginAttempt {
  /** The user ID as it was sent. */
  readonly user: string;
  /** `refused`: a failed login of this user in the directory. `locked`: good credentials of a locked account. */
  readonly outcome: "accepted" | "refused" | "locked";
  /** Method and path. */
  readonly request: string;
}

/** The log of logins, and the directory that counts the refused ones. */
export class Logins {
  readonly attempts: LoginAttempt[] = [];
  readonly #users: Users;
  readonly #lockAfter: number;

  constructor(users: Users, lockAfterRefusedLogins = Number.POSITIVE_INFINITY) {
    this.#users = users;
    this.#lockAfter = lockAfterRefusedLogins;
  }

  /** Records a login and says how it ends. `found` is the user whose credentials are good. */
  record(name: string, request: string, found: User | undefined, secret: "password" | "apiToken"): boolean {
    const outcome = found ? (found.isLocked ? "locked" : "accepted") : "refused";
    this.attempts.push({ user: name, outcome, request });
    if (outcome === "refused") this.#countRefused(this.#users.find(name));
    // The directory sees passwords alone.
    else if (found && outcome === "accepted" && secret === "password") found.refusedLogins = 0;
    return outcome === "accepted";
  }

  /** The failed logins of a user, or of everybody. */
  refused(userId: string | undefined): LoginAttempt[] {
    return this.attempts.filter(
      ({ user, outcome }) =>
        outcome === "refused" && (userId === undefined || this.#users.isSameId(user, userId)),
    );
  }

  #countRefused(user: User | undefined): void {
    if (!user) return;
    user.refusedLogins += 1;
    if (user.refusedLogins >= this.#lockAfter) user.isLocked = true;
  }
}
