import { JenkinsError } from "../../errors/jenkinsError.ts";
import { isLegacyUuid } from "../../methods/legacy.ts";
import type { State } from "../model/state.ts";

/** A token on a controller. */
export type TokenId = Pick<State, "url" | "tokenUuid">;

/** Who owns a token, and where. */
export type Owner = Pick<State, "url" | "username">;

/** What is known of the token that a resource has, while its replacement is checked and created. */
export interface Predecessor {
  readonly username: string | undefined;
  readonly expiresOn?: string | undefined;
  /** Undefined where only the inputs have been seen so far. */
  readonly state?: State | undefined;
}

/** A token that a resource is about to hold. */
export interface Reservation {
  /** The resource has it. */
  confirm(createdAt: string): void;
  /** The resource did not get it. */
  release(): void;
}

/**
 * Which resource of the stack holds which token, as far as this process has seen. Resources are known by their URN, since
 * several may be declared alike, and the engine may request them in any order.
 */
export interface Registry {
  /** Check has seen these old inputs of a resource. */
  observeInputs(resource: string, olds: Predecessor): void;
  /** Check has filled in this owner of a resource; undefined where the program names the owner itself. */
  observeDefaultOwner(resource: string, owner: Owner | undefined): void;
  /** Whether check has seen the resource in this process, so that a program declares it now. */
  isDeclared(resource: string): boolean;
  /**
   * Diff has seen the token of a resource. `keepsOwner` is false where a replacement is for whoever logs in then.
   *
   * @throws JenkinsError `adoptTaken`, `legacyTaken` where another resource has taken the token in this process
   */
  observe(resource: string, state: State, replacement?: { readonly keepsOwner: boolean }): void;
  /** Delete has revoked the token of a resource, which may be created again. */
  observeDeleted(resource: string, state: State): void;
  /** What a resource has, where it is being replaced; undefined for a new one. */
  predecessorOf(resource: string): Predecessor | undefined;
  /** A resource reserves the legacy token of a user, who has only one. @throws JenkinsError `legacyTaken` */
  declareLegacy(resource: string, owner: Owner): void;
  /** Before a resource adopts a token. @throws JenkinsError `adoptTaken`, `legacyTaken` where another one has it */
  reserve(resource: string, id: TokenId): Reservation;
  /** Whether a token is held by another resource, or by what replaced this one, which was created at another time. */
  isHeldByOther(resource: string, state: State): boolean;
  /** Who owns, or will own, what the program declares, where it leaves the owner to the provider. */
  defaultOwnerOf(resource: string): Owner | undefined;
}

interface Holder {
  readonly resource: string;
  /** Undefined until the token is there. */
  readonly createdAt: string | undefined;
}

/** For one process, which has seen no resource so far. */
export function createRegistry(): Registry {
  const predecessors = new Map<string, Predecessor>();
  const holders = new Map<string, Holder>();
  const defaultOwners = new Map<string, Owner | undefined>();
  const legacyOwners = new Map<string, string>();
  const keyOf = ({ url, tokenUuid }: TokenId) => JSON.stringify([url, tokenUuid]);

  function requireFree(resource: string, id: TokenId): void {
    const holder = holders.get(keyOf(id));
    if (holder && holder.resource !== resource) throw toTaken(id);
  }

  return {
    observeInputs(resource, olds) {
      if (!predecessors.has(resource)) predecessors.set(resource, olds);
    },
    isDeclared: (resource) => defaultOwners.has(resource),
    observeDefaultOwner: (resource, owner) => void defaultOwners.set(resource, owner),
    observe(resource, state, replacement) {
      requireFree(resource, state);
      holders.set(keyOf(state), { resource, createdAt: state.createdAt });
      if (replacement?.keepsOwner === false) predecessors.delete(resource);
      else predecessors.set(resource, { username: state.username, expiresOn: state.expiresOn, state });
    },
    observeDeleted(resource, state) {
      const { username } = state;
      predecessors.set(resource, { ...predecessors.get(resource), username, state });
    },
    predecessorOf: (resource) => predecessors.get(resource),
    declareLegacy(resource, { url, username }) {
      const key = JSON.stringify([url, username.toLowerCase()]);
      const first = legacyOwners.get(key) ?? resource;
      if (first !== resource) throw new JenkinsError("legacyTaken", { username });
      legacyOwners.set(key, first);
    },
    reserve(resource, id) {
      requireFree(resource, id);
      const before = holders.get(keyOf(id));
      holders.set(keyOf(id), { resource, createdAt: undefined });
      return {
        confirm: (createdAt) => void holders.set(keyOf(id), { resource, createdAt }),
        release: () => void (before ? holders.set(keyOf(id), before) : holders.delete(keyOf(id))),
      };
    },
    isHeldByOther(resource, state) {
      const holder = holders.get(keyOf(state));
      return holder !== undefined && (holder.resource !== resource || holder.createdAt !== state.createdAt);
    },
    defaultOwnerOf: (resource) => defaultOwners.get(resource),
  };
}

function toTaken({ tokenUuid }: TokenId): JenkinsError {
  if (!isLegacyUuid(tokenUuid)) return new JenkinsError("adoptTaken", { tokenUuid });
  return new JenkinsError("legacyTaken", { username: tokenUuid.replace(/^legacy:/, "") });
}
