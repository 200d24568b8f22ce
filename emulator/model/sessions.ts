import { randomBytes } from "node:crypto";
import type { Identity } from "../identity.ts";
import type { User } from "./users.ts";

/** An HTTP session. Only a form login gives it a user. */
export interface Session {
  id: string;
  /** The node behind a load balancer that knows this session. */
  readonly route: string | undefined;
  identity: Identity | undefined;
}

/** The HTTP sessions of one run of the controller. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  find(id: string | undefined, route: string | undefined): Session | undefined {
    const session = id === undefined ? undefined : this.#sessions.get(id);
    return session?.route === route ? session : undefined;
  }

  create(route: string | undefined): Session {
    const session: Session = { id: newId(), route, identity: undefined };
    this.#sessions.set(session.id, session);
    return session;
  }

  /** Gives a session to a user under a new id, so that the old id is of no use. */
  signIn(session: Session, identity: Identity): void {
    this.#sessions.delete(session.id);
    session.id = newId();
    session.identity = identity;
    this.#sessions.set(session.id, session);
  }

  drop(session: Session): void {
    this.#sessions.delete(session.id);
  }

  /** Ends every session that a user has signed in to. */
  dropOf(user: User): void {
    for (const session of this.#sessions.values()) if (session.identity?.user === user) this.drop(session);
  }

  dropAll(): void {
    this.#sessions.clear();
  }
}

function newId(): string {
  return `node0${BigInt(`0x${randomBytes(13).toString("hex")}`).toString(36)}.node0`;
}
