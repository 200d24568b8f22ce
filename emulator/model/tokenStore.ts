import { hash as digest, randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import { isInThePast } from "../expiry.ts";

/** An API token as Jenkins keeps it: the value's hash, never the value. */
export interface StoredToken {
  readonly uuid: string;
  name: string;
  readonly sha256: string;
  readonly creationDate: Date;
  useCounter: number;
  lastUseDate: Date | null;
  /** The last day on which the token works, `YYYY-MM-DD`. */
  readonly expirationDate: string | null;
  readonly legacy: boolean;
  /** Whether the user's file knows of it. What isn't saved is lost in a restart. */
  saved: boolean;
}

/** A token that was just generated: the only moment at which its value is known. */
export interface NewToken {
  tokenUuid: string;
  tokenValue: string;
}

/** What sets a token apart from an ordinary one. */
export interface TokenOptions {
  /** Default: it never expires. */
  expirationDate?: string | null;
  /** Default: true. */
  saved?: boolean;
  legacy?: boolean;
  /** A token of another controller, of which this one is a copy. */
  copyOf?: NewToken;
}

/** The API tokens of one user. */
export class TokenStore {
  #tokens: StoredToken[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The tokens in the order of Jenkins' pages: by lower-cased name. */
  list(): StoredToken[] {
    const keyed = this.#tokens.map((token) => ({ token, key: token.name.toLowerCase() }));
    return keyed.sort((one, other) => compare(one.key, other.key)).map(({ token }) => token);
  }

  find(uuid: string): StoredToken | undefined {
    return this.#tokens.find((token) => token.uuid === uuid);
  }

  generate(name: string, options: TokenOptions = {}): NewToken {
    const secret = options.copyOf?.tokenValue.slice(2) ?? randomBytes(16).toString("hex");
    return { tokenUuid: this.#add(name, secret, options), tokenValue: `11${secret}` };
  }

  /** Adds a token with a chosen value, `11` and 32 hex digits, and returns its uuid. */
  addFixed(name: string, value: string, options: TokenOptions = {}): string {
    if (!isFixedValue(value)) throw new RangeError("The token must be 11 and 32 hex digits.");
    return this.#add(name, value.slice(2).toLowerCase(), options);
  }

  /** Replaces the one legacy token, or generates the first one, and returns its value: 32 hex digits. */
  changeLegacy(): string {
    const value = randomBytes(16).toString("hex");
    this.#tokens = this.#tokens.filter(({ legacy }) => !legacy);
    this.#add("Legacy Token", value, { legacy: true });
    return value;
  }

  hasLegacy(): boolean {
    return this.#tokens.some(({ legacy }) => legacy);
  }

  rename(uuid: string, name: string): boolean {
    const token = this.find(uuid);
    if (token) token.name = name;
    return token !== undefined;
  }

  revoke(uuid: string): boolean {
    const before = this.#tokens.length;
    this.#tokens = this.#tokens.filter((token) => token.uuid !== uuid);
    return this.#tokens.length < before;
  }

  revokeAll(): void {
    this.#tokens = [];
  }

  /** Keeps one token; revokes everything when there is no such token. */
  revokeAllExcept(uuid: string): void {
    this.#tokens = this.#tokens.filter((token) => token.uuid === uuid);
  }

  /** Returns what brings back the tokens as they are now. */
  backUp(): () => void {
    const copies = this.#tokens.map((token) => ({ ...token }));
    return () => {
      this.#tokens = copies.map((token) => ({ ...token }));
    };
  }

  /** Forgets what the user's file doesn't know of, as a restart does. */
  forgetUnsaved(): void {
    this.#tokens = this.#tokens.filter(({ saved }) => saved);
  }

  /** Uses the token with this value, and counts that where `isCounted`; false when there is none or it has expired. */
  use(value: string, isCounted: boolean): boolean {
    const secret = value.length === 34 ? value.slice(2) : value;
    const sha256 = hash(secret);
    const token = this.#tokens.find((candidate) => candidate.sha256 === sha256);
    if (!token || isExpired(token, this.#clock)) return false;
    if (!isCounted) return true;
    token.useCounter += 1;
    token.lastUseDate = this.#clock.now();
    return true;
  }

  #add(name: string, secret: string, options: TokenOptions): string {
    const { expirationDate = null, saved = true, legacy = false } = options;
    const uuid = options.copyOf?.tokenUuid ?? randomUUID();
    this.#tokens.push({
      uuid,
      name,
      sha256: hash(secret),
      creationDate: this.#clock.now(),
      useCounter: 0,
      lastUseDate: null,
      expirationDate,
      legacy,
      saved,
    });
    return uuid;
  }
}

/** Whether a token's last day has passed. */
export function isExpired(token: StoredToken, clock: Clock): boolean {
  return token.expirationDate !== null && isInThePast(token.expirationDate, clock);
}

/** Whether Jenkins takes a chosen token: `11` and 32 hex digits in either case. */
export function isFixedValue(value: string): boolean {
  return /^11[0-9a-f]{32}$/i.test(value);
}

function hash(secret: string): string {
  return digest("sha256", secret);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
