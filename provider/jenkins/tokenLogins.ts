/** An owner of tokens at one controller. */
interface Owner {
  readonly url: string;
  readonly username: string;
}

/**
 * What one provider process knows about tokens as logins. A refused token is a failed login in the security realm, and a
 * directory locks an account after a few of those: after one refusal, no other token of that owner is used for a request
 * unless it is known to work.
 */
export interface TokenLogins {
  /** Whether a request may be sent with this token. */
  mayUse(owner: Owner, tokenValue: string): boolean;
  /** The token to log in with as the owner: one that Jenkins has accepted before, else the first one that may be used. */
  pick(owner: Owner, tokenValues: readonly string[]): string | undefined;
  /** Whether Jenkins has refused this token, for whatever reason. */
  wasRefused(owner: Owner, tokenValue: string): boolean;
  /** Whether Jenkins is known to refuse this token. */
  isDead(owner: Owner, tokenValue: string): boolean;
  noteAccepted(owner: Owner, tokenValue: string): void;
  /** Notes a 401, for whatever reason. */
  noteRefused(owner: Owner, tokenValue: string): void;
  /** Notes that a token was revoked. Another one of the same chosen value may work on. */
  noteRevoked(owner: Owner, tokenValue: string): void;
  /** Notes that a token was refused by a controller that accepts others. */
  noteDead(owner: Owner, tokenValue: string): void;
}

interface Memory {
  readonly accepted: Set<string>;
  readonly dead: Set<string>;
  readonly refused: Set<string>;
}

/** The logins of one provider process, which has used no token so far. */
export function createTokenLogins(): TokenLogins {
  const owners = new Map<string, Memory>();

  function memoryOf({ url, username }: Owner): Memory {
    const key = JSON.stringify([url, username]);
    const memory = owners.get(key) ?? { accepted: new Set(), dead: new Set(), refused: new Set() };
    owners.set(key, memory);
    return memory;
  }

  function mayUse(owner: Owner, tokenValue: string): boolean {
    const { accepted, dead, refused } = memoryOf(owner);
    return accepted.has(tokenValue) || (refused.size === 0 && !dead.has(tokenValue));
  }

  return {
    mayUse,
    pick(owner, tokenValues) {
      const [known] = memoryOf(owner).accepted;
      return known ?? tokenValues.find((tokenValue) => mayUse(owner, tokenValue));
    },
    wasRefused: (owner, tokenValue) => memoryOf(owner).refused.has(tokenValue),
    isDead: (owner, tokenValue) => memoryOf(owner).dead.has(tokenValue),
    noteAccepted: (owner, tokenValue) => void memoryOf(owner).accepted.add(tokenValue),
    noteRevoked: (owner, tokenValue) => void memoryOf(owner).accepted.delete(tokenValue),
    noteRefused(owner, tokenValue) {
      const memory = memoryOf(owner);
      memory.accepted.delete(tokenValue);
      memory.refused.add(tokenValue);
    },
    noteDead(owner, tokenValue) {
      const { accepted, dead } = memoryOf(owner);
      accepted.delete(tokenValue);
      dead.add(tokenValue);
    },
  };
}
