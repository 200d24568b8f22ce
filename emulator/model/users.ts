import type { Clock } from "../clock.ts";
import type { UserOptions } from "../options.ts";
import { TokenStore } from "./tokenStore.ts";
import { type Saving, UserFile } from "./userFile.ts";

/** A user of the controller. */
export interface User {
  readonly id: string;
  readonly fullName: string;
  password: string | undefined;
  readonly administrator: boolean;
  readonly mayRead: boolean;
  readonly isInRealm: boolean;
  /** Undefined while the user has no ApiTokenProperty. */
  tokens: TokenStore | undefined;
  readonly file: UserFile;
}

/** The users of the controller. */
export class Users {
  readonly #users = new Map<string, User>();
  readonly #clock: Clock;
  readonly #saving: Saving;

  constructor(clock: Clock, saving: Saving) {
    this.#clock = clock;
    this.#saving = saving;
  }

  /** The user with this id, in any case. */
  find(id: string): User | undefined {
    return this.#users.get(id.toLowerCase());
  }

  /** The user in the address of a page: by id, and else by the full name as it is. */
  findByIdOrFullName(name: string): User | undefined {
    return this.find(name) ?? [...this.#users.values()].find(({ fullName }) => fullName === name);
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
      tokens: apiTokenProperty ? new TokenStore(this.#clock) : undefined,
      file: new UserFile(this.#saving),
    };
    this.#users.set(id.toLowerCase(), user);
    return user;
  }

  delete(id: string): boolean {
    return this.#users.delete(id.toLowerCase());
  }

  /** Forgets every token that was not saved. */
  forgetUnsaved(): void {
    for (const { tokens } of this.#users.values()) tokens?.forgetUnsaved();
  }

  /** The user's token store, made when the user has none yet. */
  tokensOf(user: User): TokenStore {
    user.tokens ??= new TokenStore(this.#clock);
    return user.tokens;
  }
}
