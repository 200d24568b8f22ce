import { JenkinsError } from "../../errors/catalogue.ts";

interface Owner {
  readonly url: string;
  readonly username: string;
}

/**
 * Who has a legacy token that a resource manages, as far as one provider process comes across them. A user has one such
 * token: a second resource would kill the first one's value.
 */
export interface LegacyOwners {
  /** A resource of this name asks for the token. @throws JenkinsError `legacyTaken` when one of another name does too */
  declare(owner: Owner, resourceName: string): void;
  /** Before the token is made. @throws JenkinsError `legacyTaken` when a resource has it */
  claim(owner: Owner): void;
  /** When that has succeeded. */
  settle(owner: Owner, tokenValue: string): void;
  /** When that has failed. */
  giveUp(owner: Owner): void;
  /** A resource has the token, and this is its value. @throws JenkinsError `legacyTaken` when it has just got another one */
  keep(owner: Owner, tokenValue: string): void;
}

/** Owners for one provider process, which has come across no resource so far. */
export function createLegacyOwners(): LegacyOwners {
  const names = new Map<string, string>();
  const values = new Map<string, string | undefined>();
  const keyOf = ({ url, username }: Owner) => JSON.stringify([url, username.toLowerCase()]);
  return {
    declare(owner, resourceName) {
      const name = names.get(keyOf(owner)) ?? resourceName;
      if (name !== resourceName) throw new JenkinsError("legacyTaken", owner);
      names.set(keyOf(owner), name);
    },
    claim(owner) {
      if (values.has(keyOf(owner))) throw new JenkinsError("legacyTaken", owner);
      values.set(keyOf(owner), undefined);
    },
    settle: (owner, tokenValue) => void values.set(keyOf(owner), tokenValue),
    giveUp: (owner) => void values.delete(keyOf(owner)),
    keep(owner, tokenValue) {
      const key = keyOf(owner);
      if (values.has(key) && values.get(key) !== tokenValue) throw new JenkinsError("legacyTaken", owner);
      values.set(key, tokenValue);
    },
  };
}
