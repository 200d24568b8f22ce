import type { Clock } from "../clock.ts";
import type { UserOptions } from "../options.ts";
import { TokenStore } from "./tokenStore.ts";
import { type Saving, UserFile } from "./userFile.ts";

/** How a user's login by OpenID Connect stands: `over` can't be refreshed, `providerDown` can't be checked. */
export type OicSession = "open" | "over" | "providerDown";

/** A user of the controller. */
export interface User {
  readonly id: string;
  readonly fullName: string;
  password: string | undefined;
  readonly administrator: boolean;
  readonly mayRead: boolean;
  readonly isInRealm: boolean;
  /** Failed logins since the last good password. */
  refusedLogins: number;
  isLocked: boolean;
  oicSession: OicSession;
  /** Undefined while the user has no ApiTokenProperty. */
  tokens: TokenStore | undefined;
  readonly file: UserFile;
}

/** The users of the controller. */
export class Users {
  readonly #users = new Map<string, User>();
  readonly #clock: Clock;
  readonly #saving: Saving;
  readonly #isCaseSensitive: boolean;

  constructor(clock: Clock, saving: Saving, isCaseSensitive = false) {
    this.#clock = clock;
    this.#saving = saving;
    this.#isCaseSensitive = isCaseSensitive;
  }

  /** The user with this id, in any case unless the realm is case-sensitive. */
  find(id: string): User | undefined {
    return this.#users.get(this.#toKey(id));
  }

  isSameId(one: string, other: string): boolean {
    return this.#toKey(one) === this.#toKey(other);
  }

  /** The user in the address of a page: by id, and else by the full name as it is. */
  findByIdOrFullName(name: string): User | undefined {
    return this.find(name) ?? this.all().find(({ fullName }) => fullName === name);
  }

  all(): User[] {
    return [...this.#users.values()];
  }

  /** The user with this id; throws when there is none. */
  get(id: string): User {
    const user = this.find(id);
    if (!user) throw new RangeError(`The embedded Jenkins has no user ${id}.`);
    return user;
  }

  add(options: UserOptions): User {
    const { id, fullName = id, password, administrator = false } = options;
    const { mayRead = true, isInRealm = true, apiTokenProperty = true } = options;
    const user: User = {
      id,
      fullName,
      password,
      administrator,
      mayRead,
      isInRealm,
      refusedLogins: 0,
      isLocked: false,
      oicSession: "open",
      tokens: apiTokenProperty ? new TokenStore(this.#clock) : undefined,
      file: new UserFile(this.#saving),
    };
    this.#users.set(this.#toKey(id), user);
    return user;
  }

  delete(id: string): boolean {
    return this.#users.delete(this.#toKey(id));
  }

  /** Forgets every token that was not saved. */
  forgetUnsaved(): void {
    for (const { tokens } of this.all()) tokens?.forgetUnsaved();
  }

  /** The user's token store, created when the user has none yet. */
  tokensOf(user: User): TokenStore {
    user.tokens ??= new TokenStore(this.#clock);
    return user.tokens;
  }

  #toKey(id: string): string {
    return this.#isCaseSensitive ? id : id.toLowerCase();
  }
}
